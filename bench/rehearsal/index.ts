import { hushWordOnNode } from '../../lake/aws/quiet.ts';
import { command } from '../../rehearsal/command.ts';
import { awsCourse } from './course.ts';

hushWordOnNode();
process.exitCode = await command(process.argv.slice(2), process.env, awsCourse);
