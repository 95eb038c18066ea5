import type { OwnerAsked } from '../owner/asked.ts';
import type { RoleDocuments } from '../owner/stacks.ts';
import { repositoryVariables, settingLine } from '../owner/variables.ts';
import { deedLine, nothingChanged, type Deed } from './deeds.ts';

/** What there is to tell at the end. */
export interface Bootstrapped {
  readonly isDry: boolean;
  readonly deeds: ReadonlyArray<Deed>;
  readonly documents: ReadonlyArray<RoleDocuments>;
}

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

const sumOf = ({ deeds, isDry }: Bootstrapped): string => {
  if (nothingChanged(deeds)) return 'Nothing was to be done: all is there, as it is written down.';
  return isDry
    ? 'Nothing was done: this is what would be.'
    : 'Done; the same again changes nothing.';
};

const roleText = ({ role, duty, trust, permissions }: RoleDocuments): string =>
  [
    `Role ${role} (${duty}), who may take it:`,
    pretty(trust),
    ...permissions.flatMap((document, index) => [
      `What it may do (${index + 1} of ${permissions.length}):`,
      pretty(document),
    ]),
  ].join('\n');

/** For people: what was done, the documents, and what to set in the repository. */
export const bootstrapText = (asked: OwnerAsked, done: Bootstrapped): string =>
  [
    ...done.documents.map(roleText),
    [sumOf(done), ...done.deeds.map(deedLine)].join('\n'),
    [
      'Variables of the repository; none is secret, and there are no secrets:',
      ...repositoryVariables(asked).map((variable) => settingLine(variable, asked)),
    ].join('\n'),
    'Next: set them, then npx bitcoin-pipeline doctor --cloud (docs/first-deployment.md, step 5).',
  ].join('\n\n');

/** The same for programs. */
export const bootstrapJson = (asked: OwnerAsked, done: Bootstrapped) => ({
  environment: asked.deployment.environment,
  account: asked.deployment.awsAccount,
  isDry: done.isDry,
  isUnchanged: nothingChanged(done.deeds),
  deeds: done.deeds,
  roles: done.documents.map(({ trust, permissions, ...each }) => ({
    ...each,
    arn: asked.names.deployRoleArn(each.duty),
    trust: JSON.parse(trust) as unknown,
    permissions: permissions.map((document) => JSON.parse(document) as unknown),
  })),
  variables: repositoryVariables(asked),
});
