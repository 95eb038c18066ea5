/** What our YAML files hold. */
export type Yaml =
  | string
  | number
  | boolean
  | ReadonlyArray<Yaml>
  | { readonly [key: string]: Yaml };

const isList = (value: Yaml): value is ReadonlyArray<Yaml> => Array.isArray(value);

const plain = /^[A-Za-z_][\w.]*$/;
const wordsOfYaml = /^(?:true|false|null|yes|no|on|off)$/i;

const isScalar = (value: Yaml): value is string | number | boolean => typeof value !== 'object';

/** Text that could read as anything else than text is quoted, JSON's way, which YAML reads too. */
const scalar = (value: string | number | boolean): string =>
  typeof value === 'string' && (!plain.test(value) || wordsOfYaml.test(value))
    ? JSON.stringify(value)
    : String(value);

const block = (value: Yaml): ReadonlyArray<string> => {
  if (isScalar(value)) return [scalar(value)];
  if (isList(value))
    return value.flatMap((item) =>
      block(item).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`),
    );
  return Object.entries(value).flatMap(([key, inner]) =>
    isScalar(inner)
      ? [`${key}: ${scalar(inner)}`]
      : [`${key}:`, ...block(inner).map((line) => `  ${line}`)],
  );
};

/** The value as a YAML document, in block style. */
export const yamlText = (value: Yaml): string => `${block(value).join('\n')}\n`;
