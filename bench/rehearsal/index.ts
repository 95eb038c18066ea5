import { command } from '../../rehearsal/command.ts';
import { awsCourse } from './course.ts';

process.exitCode = await command(process.argv.slice(2), process.env, awsCourse);
