import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Stack } from '../synthesised.ts';

/** Where the stacks want to be. */
export interface Account {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Of the provider. */
  readonly version: string;
}

const ofStack = t.type({
  terraform: t.type({ required_providers: t.type({ aws: t.type({ version: t.string }) }) }),
  provider: t.type({
    aws: t.readonlyArray(
      t.type({ region: t.string, allowed_account_ids: t.readonlyArray(t.string) }),
    ),
  }),
});

const accountOf = ({ json }: Stack): Account | null => {
  if (!ofStack.is(json)) return null;
  const [first, ...others] = json.provider.aws;
  const [account, ...more] = first?.allowed_account_ids ?? [];
  if (first === undefined || account === undefined || others.length + more.length > 0) return null;
  const { version } = json.terraform.required_providers.aws;
  return { account, region: first.region, version };
};

/** The one account, region and provider of all. Left: they are not of one. */
export const accountOfAll = (stacks: ReadonlyArray<Stack>): E.Either<string, Account> => {
  const all = stacks.map((stack) => ({ name: stack.name, account: accountOf(stack) }));
  const [first] = all;
  if (first?.account === undefined || first.account === null)
    return E.left(`${first?.name ?? 'no stack'} names no account, region and version of AWS`);
  const wanted = JSON.stringify(first.account);
  const other = all.find(({ account }) => JSON.stringify(account) !== wanted);
  return other === undefined
    ? E.right(first.account)
    : E.left(`${other.name} is not in the account and region of ${first.name}`);
};
