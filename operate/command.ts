import type { CliResult } from '../cli/command.ts';
import type { Machine } from './machine.ts';

export interface OperateCommand {
  readonly name: string;
  readonly summary: string;
  /** Options and examples, for `--help`. */
  readonly help: string;
  readonly run: (args: ReadonlyArray<string>, machine: Machine) => Promise<CliResult>;
}
