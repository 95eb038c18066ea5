import { resourcesOf, type Stack } from '../../rehearsal/synthesised.ts';
import type { Here } from './here.ts';

interface Environment {
  readonly variables: Readonly<Record<string, string>>;
}

/** The function asks the simulator and writes to the server; of everything else nothing is otherwise. */
export const otherwiseIn =
  ({ simulator, endpoint }: Pick<Here, 'simulator' | 'endpoint'>) =>
  (stack: Stack): object => {
    const functions = resourcesOf(stack).filter(({ type }) => type === 'aws_lambda_function');
    if (functions.length === 0) return {};
    const named = functions.map(({ address, config }) => {
      const { variables } = config['environment'] as Environment; // of our own stack
      const environment = {
        variables: {
          ...variables,
          BITCOIN_PIPELINE_URL: simulator.url,
          BITCOIN_PIPELINE_ENDPOINT: endpoint,
        },
      };
      return [address.slice('aws_lambda_function.'.length), { environment }];
    });
    return { resource: { aws_lambda_function: Object.fromEntries(named) } };
  };
