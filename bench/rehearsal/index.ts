import { command } from '../../rehearsal/command.ts';
import { awsCourse } from './course.ts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'; // of Node 20, which we know
process.exitCode = await command(process.argv.slice(2), process.env, awsCourse);
