import type { Given } from './schema.ts';

/* What stands in the generated source of a binding. It is written by one generator in one version, so lines are
   matched as they are; whatever does not match is an error where it is needed. */

/** How the source makes the value of a member. */
export type Maker =
  | { readonly kind: 'getter'; readonly of: string; readonly isSet: boolean }
  | { readonly kind: 'class'; readonly name: string; readonly isSet: boolean }
  | { readonly kind: 'other' };

/** A member of a class that stands for an attribute or a block. */
export interface Member extends Given {
  readonly maker: Maker;
}

/** What a configuration may say, as it is handed to the engine. */
export interface Argument {
  readonly name: string;
  readonly isBlock: boolean;
  /** simple, list, set, map, struct */
  readonly type: string;
  /** string, numberList, BucketRuleList, … */
  readonly storage: string;
  /** The function that hands one block on; null: none does. */
  readonly writer: string | null;
  /** Whether the block may come several times. */
  readonly isRepeated: boolean;
}

interface ClassText {
  /** Resource, DataSource, Provider; null: of a part. */
  readonly kind: string | null;
  readonly members: ReadonlyMap<string, Member>;
  readonly arguments: ReadonlyArray<Argument>;
}

export interface BindingText {
  readonly classes: ReadonlyMap<string, ClassText>;
  /** Arguments of a block, by the function that hands it on. */
  readonly writers: ReadonlyMap<string, ReadonlyArray<Argument>>;
  /** Whether an argument is required, by its name, of each interface. */
  readonly interfaces: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  /** `aws_s3_bucket`; of a provider its name. */
  readonly type: string;
}

const makerOf = (text: string): Maker => {
  const made = /private _\w+ = new ([\w.]+)\(this, "\w+"(?:, (true|false))?\)/.exec(text);
  if (made !== null) return { kind: 'class', name: made[1] ?? '', isSet: made[2] === 'true' };
  const got = /return (cdktf\.Fn\.tolist\()?this\.get(\w+)Attribute\(/.exec(text);
  return got === null
    ? { kind: 'other' }
    : { kind: 'getter', of: got[2] ?? '', isSet: got[1] !== undefined };
};

const memberLine =
  /\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\s*\n/;

const membersOf = (text: string): ReadonlyMap<string, Member> => {
  const [, ...parts] = text.split(memberLine);
  const members = new Map<string, Member>();
  for (let at = 0; at < parts.length; at += 5) {
    const [name = '', computed, optional, required, body = ''] = parts.slice(at, at + 5);
    members.set(name, {
      computed: computed === 'true',
      optional: optional === 'true',
      required: required === 'true',
      maker: makerOf(body),
    });
  }
  return members;
};

const argumentLines =
  /(\w+): \{\s+value: ([^\n]+),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/g;

const argumentsOf = (text: string): ReadonlyArray<Argument> =>
  [...text.matchAll(argumentLines)].map(
    ([, name = '', value = '', isBlock, type = '', storage = '']) => ({
      name,
      isBlock: isBlock === 'true',
      type,
      storage,
      writer: /(?<!\.)\b(\w+ToHclTerraform)\b/.exec(value)?.[1] ?? null,
      isRepeated: value.includes('listMapperHcl('),
    }),
  );

/** The link to an argument's documentation spells its name as the engine does. */
const interfaceLines = /#(\w+) \w+#\w+\}(?:(?!\n {2}readonly )[\s\S])*\n {2}readonly \w+(\??):/g;

const requiredOf = (text: string): ReadonlyMap<string, boolean> =>
  new Map([...text.matchAll(interfaceLines)].map(([, name = '', mark]) => [name, mark === '']));

/** @param text TypeScript, as it was generated */
export const readBinding = (text: string): BindingText => {
  const classes = new Map<string, ClassText>();
  const writers = new Map<string, ReadonlyArray<Argument>>();
  const interfaces = new Map<string, ReadonlyMap<string, boolean>>();
  for (const section of text.split(/\n(?=export (?:class|function|interface) )/)) {
    const [, what, name = '', rest = ''] =
      /^export (class|function|interface) (\w+)([^\n]*)/.exec(section) ?? [];
    if (what === 'interface') interfaces.set(name, requiredOf(section));
    if (what === 'function' && name.endsWith('ToHclTerraform'))
      writers.set(name, argumentsOf(section));
    if (what === 'class')
      classes.set(name, {
        kind: /extends cdktf\.Terraform(Resource|DataSource|Provider) /.exec(rest)?.[1] ?? null,
        members: membersOf(section),
        arguments: argumentsOf(section),
      });
  }
  const type = /static readonly tfResourceType = "(\w+)"/.exec(text)?.[1];
  return { classes, writers, interfaces, type: type ?? '' };
};
