import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../../cli/command.ts';
import { projectRoot } from '../small-clone.ts';
import { operateHelp, operateScript } from './operate-commands.ts';
import { afterDashes, commandsIn, optionsIn } from './words.ts';
import { jobsIn, sharedSteps, stepsOf, workflowsIn, type Files } from './workflow.ts';

type Words = ReadonlyArray<string>;
type Faults = ReadonlyArray<string>;

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Null: there is no such command. */
const programHelp = async (name: string): Promise<string | null> => {
  const file = `../../../cli/${name}.ts`;
  const all = await import(file).then(
    (loaded: Readonly<Record<string, Command>>) => loaded,
    () => null,
  );
  return all?.[name]?.help ?? null;
};

/** `help` names each option with its two dashes, followed by no more of a word. */
const unknownOptions = (command: string, help: string | null, words: Words): Faults => {
  if (help === null) return [`there is no command ${command}`];
  const known = new Set(help.match(/--[a-z-]+/g));
  return optionsIn(words)
    .filter((option) => !known.has(option))
    .map((option) => `${command} has no option ${option}`);
};

const npmFaults = (words: Words): Faults => {
  const [, verb = '', script = ''] = words;
  if (verb !== 'run')
    return ['ci', 'test', 'audit', 'publish'].includes(verb) ? [] : [`npm ${verb} is not for here`];
  if (script === operateScript) {
    const [command = '', ...rest] = afterDashes(words);
    return unknownOptions(`operate ${command}`, operateHelp(command), rest);
  }
  return scripts[script] === undefined ? [`there is no npm script ${script}`] : [];
};

/** What is wrong with a command of ours; null: it is none of ours. */
export const commandFaults = async (words: Words): Promise<Faults | null> => {
  const [program, name = '', command = ''] = words;
  if (program === 'npm') return npmFaults(words);
  if (program !== 'npx') return null;
  if (name === 'vitest') return [];
  if (name !== 'bitcoin-pipeline') return [`npx ${name} is not for here`];
  return unknownOptions(`bitcoin-pipeline ${command}`, await programHelp(command), words.slice(3));
};

/** What a step may call besides: GitHub's own command, and a line of the shell where a command would say no more. */
const others: ReadonlySet<string> = new Set(['gh', '[', 'printf']);

export const stepFaults = async (files: Files): Promise<Faults> => {
  const steps = [...jobsIn(files).flatMap(({ job }) => stepsOf(job)), ...sharedSteps(files)];
  const commands = steps.flatMap(({ run = '' }) => commandsIn(run));
  const faults = await Promise.all(
    commands.map(async (words) => {
      const [program = ''] = words;
      const found = await commandFaults(words);
      return found ?? (others.has(program) ? [] : [`a step calls ${program}`]);
    }),
  );
  return faults.flat();
};

const operations = (files: Files): ReadonlyArray<{ place: string; words: Words }> =>
  jobsIn(files).flatMap(({ place, job }) =>
    stepsOf(job)
      .flatMap(({ run = '' }) => commandsIn(run))
      .filter(([program, , script]) => program === 'npm' && script === operateScript)
      .map((words) => ({ place, words: afterDashes(words) })),
  );

/** Each choice is a word that the help of a command in its workflow has. */
export const choiceFaults = (files: Files): Faults =>
  Object.entries(workflowsIn(files)).flatMap(([name, { on }]) => {
    const helps = new Set(
      operations(files)
        .filter(({ place }) => place.startsWith(`${name}/`))
        .flatMap(({ words: [command = ''] }) => operateHelp(command)?.split(/[^\w-]+/) ?? []),
    );
    return Object.values(on['workflow_dispatch']?.inputs ?? {})
      .flatMap(({ options = [] }) => options)
      .filter((option) => !helps.has(option))
      .map((option) => `${name} offers ${option}, which no command of it knows`);
  });

/** Which stacks are named: those that the operation is for, all of them. */
export const stackFaults = (
  files: Files,
  wanted: Readonly<Record<'plan' | 'deploy' | 'destroy', ReadonlyArray<string>>>,
): Faults =>
  Object.entries(wanted).flatMap(([operation, stacks]) => {
    const named = operations(files).filter(({ words: [command] }) => command === operation);
    if (named.length === 0) return [`no workflow calls operate ${operation}`];
    return named.flatMap(({ place, words }) => {
      const end = words.findIndex((word) => word.startsWith('--'));
      const names = words.slice(1, end === -1 ? undefined : end);
      return [
        ...stacks.filter((stack) => !names.includes(stack)).map((stack) => `leaves out ${stack}`),
        ...names.filter((stack) => !stacks.includes(stack)).map((stack) => `names ${stack}`),
      ].map((fault) => `${place}: ${operation} ${fault}`);
    });
  });

const PREPARE = './.github/actions/prepare';

/** Those of npm's scripts that read the configuration of a deployment. */
const configured: ReadonlySet<string> = new Set([operateScript, 'synth', 'dbt']);

const wantsConfiguration = (words: Words): boolean => {
  const [program, name, script = ''] = words;
  return (
    (program === 'npm' ? configured.has(script) : name === 'bitcoin-pipeline') &&
    !optionsIn(words).includes('--deployment')
  );
};

/** A job whose commands read a configuration has to write it first. */
export const configurationFaults = (files: Files): Faults =>
  jobsIn(files).flatMap(({ place, job }) => {
    const reads = stepsOf(job)
      .flatMap(({ run = '' }) => commandsIn(run))
      .find(wantsConfiguration);
    const isWritten = stepsOf(job).some(
      (step) => step.uses === PREPARE && step.with?.['deployment'] !== undefined,
    );
    return reads === undefined || isWritten
      ? []
      : [`${place} runs ${reads.slice(0, 3).join(' ')} and writes no configuration`];
  });
