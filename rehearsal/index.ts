import { command } from './command.ts';
import { standardCourse } from './standard.ts';

process.exitCode = await command(process.argv.slice(2), process.env, standardCourse);
