import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import type { Construct } from '../cdktf.ts';
import type { Names } from '../names.ts';

export interface ParametersProps {
  readonly names: Names;
  /** The variables of the service. */
  readonly environment: Readonly<Record<string, string>>;
  readonly agentConfig: string;
  readonly spoolVolumeId: string;
}

/** What an instance asks for when it starts; nothing of it is secret. */
export const parameters = (
  scope: Construct,
  { names, environment, agentConfig, spoolVolumeId }: ParametersProps,
): ReadonlyArray<SsmParameter> => {
  const parameter = (id: string, name: string, value: string, description: string): SsmParameter =>
    new SsmParameter(scope, id, { name, type: 'String', value, description });
  return [
    ...Object.entries(environment).map(([variable, value]) =>
      parameter(
        `variable-${variable}`,
        `${names.listenerParameters}/${variable}`,
        value,
        'A variable of the listener',
      ),
    ),
    parameter('agent', names.agentParameter, agentConfig, "What CloudWatch's agent follows"),
    parameter('spool-volume', names.spoolParameter, spoolVolumeId, 'Volume of the spool'),
  ];
};
