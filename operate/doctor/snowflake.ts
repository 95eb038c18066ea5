import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { workloadsOf, type Workload } from '../../stacks/identity/workloads.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { snowflakeConfigOf } from '../../warehouse/snowflake/config.ts';
import { openSnowflake } from '../../warehouse/snowflake/reader.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import { snowflakeVariables } from '../outside/snowflake-variables.ts';
import { readAs } from '../read-as.ts';
import { missing, there, unseen, type Finding } from './finding.ts';
import { BOOTSTRAP } from './looking.ts';

const Named = t.type({ name: t.string });
const Method = t.type({ type: t.string, additional_info: t.string });
const Info = t.type({ subject: t.string });

type Names = E.Either<string, ReadonlySet<string>>;

const namesBy = async (port: QueryPort, sql: string): Promise<Names> => {
  const rows = await port.query(sql, [], Named);
  return E.isLeft(rows)
    ? E.left(rows.left.message)
    : E.right(new Set(rows.right.map(({ name }) => name)));
};

const listed = (kind: 'role' | 'user', wanted: ReadonlyArray<string>, names: Names) =>
  E.isLeft(names)
    ? [unseen(`Snowflake's ${kind}s`, names.left)]
    : wanted.map((name) =>
        names.right.has(name)
          ? there(`Snowflake's ${kind} ${name}`)
          : missing(
              `Snowflake's ${kind} ${name}`,
              'is not there, as far as this role sees',
              BOOTSTRAP,
            ),
      );

/** By which subject a user is known. */
const identity = async (port: QueryPort, { user, subject }: Workload): Promise<Finding> => {
  const what = `identity of ${user}`;
  const rows = await port.query(
    `show user workload identity authentication methods for user "${user}"`,
    [],
    Method,
  );
  if (E.isLeft(rows)) return unseen(what, rows.left.message);
  const bound = rows.right
    .filter(({ type }) => type === 'OIDC')
    .flatMap(({ additional_info: info }) => readAs(Info, info)?.subject ?? []);
  if (bound.includes(subject)) return there(what, subject);
  return missing(
    what,
    `its workflow says ${subject}, and it is bound to ${bound.join(', ') || 'none'}`,
    BOOTSTRAP,
  );
};

const lookIn = async (
  port: QueryPort,
  { deployment, names }: OwnerAsked,
): Promise<ReadonlyArray<Finding>> => {
  const like = `like '${names.database}%'`;
  const roles = await namesBy(port, `show roles ${like}`);
  const users = await namesBy(port, `show users ${like}`);
  const workloads = workloadsOf(deployment, names);
  const { deployer, planner, loader, transformer, reporter } = names;
  const seen = workloads.filter(({ user }) => E.isRight(users) && users.right.has(user));
  const identities: Array<Finding> = [];
  for (const workload of seen) identities.push(await identity(port, workload));
  return [
    ...listed('role', [deployer, planner, loader, transformer, reporter], roles),
    ...listed('user', [...workloads.map(({ user }) => user), names.snowflakeUser(reporter)], users),
    ...identities,
  ];
};

/** Who there is in Snowflake, where settings let us ask. */
export const snowflakeFindings = async (asked: OwnerAsked): Promise<ReadonlyArray<Finding>> => {
  const { deployment, names, machine } = asked;
  const config = await snowflakeConfigOf({
    ...snowflakeVariables(deployment, names),
    ...machine.env,
  });
  if (E.isLeft(config))
    return [
      unseen(
        "Snowflake's roles and users",
        config.left.join(' '),
        'a user with a key and the role ACCOUNTADMIN, by BITCOIN_PIPELINE_SNOWFLAKE_USER, …_PRIVATE_KEY_FILE and …_ROLE',
      ),
    ];
  const port = openSnowflake(config.right);
  try {
    return await lookIn(port, asked);
  } finally {
    await port.close();
  }
};
