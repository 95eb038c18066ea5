import { commandFaults } from './commands.ts';
import { workflowsIn, type Files } from './workflow.ts';
import { commandsIn } from './words.ts';

type Words = ReadonlyArray<string>;
type Faults = ReadonlyArray<string>;

/** Lines of blocks for a shell, and what stands between single marks. */
const commandsOn = (page: string): ReadonlyArray<Words> => {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => text);
  const prose = page.replaceAll(/^```.*?^```/gms, '');
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  return [...blocks, ...spans].flatMap(commandsIn);
};

/** Of `gh workflow run NAME.yml -f input=value …`. */
const dispatchFaults = (files: Files, [, , , file = '', ...rest]: Words): Faults => {
  const on = workflowsIn(files)[file.replace('.yml', '')]?.on;
  if (on === undefined || !('workflow_dispatch' in on)) return [`no workflow ${file} runs by hand`];
  const inputs = on['workflow_dispatch']?.inputs ?? {};
  const given = rest
    .filter((word) => word.includes('='))
    .map((word): [string, string] => [
      word.slice(0, word.indexOf('=')),
      word.slice(word.indexOf('=') + 1),
    ]);
  return [
    ...given.flatMap(([name, value]) => {
      const input = inputs[name];
      if (input === undefined) return [`${file} has no input ${name}`];
      return input.options?.includes(value) === false ? [`${file} has no ${name}=${value}`] : [];
    }),
    ...Object.entries(inputs)
      .filter(([name, input]) => input.required === true && !given.some(([each]) => each === name))
      .map(([name]) => `${file} needs ${name}`),
  ];
};

/** What a page tells to run, of ours, and is not there. */
export const pageFaults = async (page: string, files: Files): Promise<Faults> => {
  const faults = await Promise.all(
    commandsOn(page).map(async (words) => {
      const [program, first, second] = words;
      if (program === 'gh' && first === 'workflow' && second === 'run')
        return dispatchFaults(files, words);
      const isOurs = (program === 'npm' && first === 'run') || program === 'npx';
      return isOurs ? ((await commandFaults(words)) ?? []) : [];
    }),
  );
  return faults.flat();
};
