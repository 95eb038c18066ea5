import type { Faults } from './faults.ts';
import { AnswerLost } from './lost.ts';
import { madeUp } from './made-up.ts';
import type { Answer, Diagnostic, Request } from './messages.ts';
import { isRenamedByAnother } from './naming.ts';
import type { Block } from './schema.ts';
import {
  equalValues,
  fieldsOf,
  isUnknown,
  messageOf,
  unknown,
  type Fields,
  type Value,
} from './values.ts';
import { mapAttributes } from './walk.ts';
import type { World } from './world.ts';

/** What a provider works on. */
export interface Account {
  readonly world: World;
  readonly faults: Faults;
}

export const errorOf = (summary: string, detail: string): Diagnostic => ({
  severity: 'ERROR',
  summary,
  detail,
});

const refusal = (operation: string, type: string): Diagnostic =>
  errorOf('injected failure', `${type}: ${operation} was refused, as the rehearsal asked`);

/** What will be there: what the provider gives is not known before. */
export const plan = (
  block: Block,
  request: Request<'PlanResourceChange'>,
): Answer<'PlanResourceChange'> => {
  const prior = fieldsOf(request.priorState);
  const proposed = fieldsOf(request.proposedNewState);
  const planned =
    proposed &&
    mapAttributes(block, proposed, ({ computed }, value) =>
      computed && value === null ? unknown : value,
    );
  const another =
    prior === null || proposed === null
      ? []
      : isRenamedByAnother(request.typeName).filter(
          (name) => !equalValues(prior[name] ?? null, proposed[name] ?? null),
        );
  return {
    plannedState: messageOf(planned),
    requiresReplace: another.map((attributeName) => ({ steps: [{ attributeName }] })),
    legacyTypeSystem: true, // as both providers say of themselves
  };
};

export const read = (
  { world, faults }: Account,
  { typeName, currentState }: Request<'ReadResource'>,
): Answer<'ReadResource'> => {
  const current = fieldsOf(currentState) ?? {};
  const fault = faults.take('read', typeName, current);
  if (fault === 'answer-lost') throw new AnswerLost(`reading ${typeName}`);
  if (fault !== null) return { newState: currentState, diagnostics: [refusal('read', typeName)] };
  return { newState: messageOf(world.find(typeName, current)) };
};

type Applied = Answer<'ApplyResourceChange'>;

const answer = (state: Value, ...diagnostics: ReadonlyArray<Diagnostic>): Applied => ({
  newState: messageOf(state),
  diagnostics,
  legacyTypeSystem: true,
});

const filled = (block: Block, planned: Fields, world: World, type: string): Fields => {
  const subject = world.subjectOf(type, planned);
  return mapAttributes(block, planned, ({ name, type: valueType }, value) =>
    isUnknown(value) ? madeUp(name, valueType, subject) : value,
  );
};

const create = (
  block: Block,
  { world, faults }: Account,
  type: string,
  planned: Fields,
): Applied => {
  const fault = faults.take('create', type, planned);
  if (fault === 'refused') return answer(null, refusal('create', type));
  if (world.hasNamed(type, planned))
    return answer(
      null,
      errorOf('it exists already', `there is a ${type} of that name that no state knows of`),
    );
  const fields = filled(block, planned, world, type);
  world.create(type, fields);
  if (fault === 'answer-lost') throw new AnswerLost(`creating ${type}`);
  return fault === 'half-made' ? answer(fields, refusal('a part of create', type)) : answer(fields);
};

const update = (
  block: Block,
  { world, faults }: Account,
  type: string,
  [prior, planned]: readonly [Fields, Fields],
): Applied => {
  const fault = faults.take('update', type, planned);
  if (fault === 'refused') return answer(prior, refusal('update', type));
  const fields = filled(block, planned, world, type);
  world.update(type, prior, fields);
  if (fault === 'answer-lost') throw new AnswerLost(`updating ${type}`);
  return answer(fields);
};

const remove = ({ world, faults }: Account, type: string, prior: Fields): Applied => {
  const fault = faults.take('delete', type, prior);
  if (fault === 'refused') return answer(prior, refusal('delete', type));
  world.delete(type, prior);
  if (fault === 'answer-lost') throw new AnswerLost(`deleting ${type}`);
  return answer(null);
};

export const apply = (
  block: Block,
  account: Account,
  request: Request<'ApplyResourceChange'>,
): Applied => {
  const { typeName: type } = request;
  const prior = fieldsOf(request.priorState);
  const planned = fieldsOf(request.plannedState);
  if (planned === null) return prior === null ? answer(null) : remove(account, type, prior);
  return prior === null
    ? create(block, account, type, planned)
    : update(block, account, type, [prior, planned]);
};
