import type * as t from 'io-ts';

/** One key of the configuration of a deployment. */
export interface DeploymentSetting<A> {
  /** Decodes the value as JSON has it. */
  readonly codec: t.Type<A, unknown>;
  /** What a value must be: the end of a sentence that begins "takes". */
  readonly takes: string;
  /** A value as JSON has it. */
  readonly example: unknown;
  readonly description: string;
  /** What stands for a key that is left out, in words; null where it may not be left out. */
  readonly whenLeftOut: string | null;
}

type Described = Omit<DeploymentSetting<never>, 'codec' | 'whenLeftOut'>;

export const required = <A>(
  codec: t.Type<A, unknown>,
  described: Described,
): DeploymentSetting<A> & { readonly whenLeftOut: null } => ({
  codec,
  ...described,
  whenLeftOut: null,
});

export const optional = <A>(
  codec: t.Type<A, unknown>,
  described: Described & { readonly whenLeftOut: string },
): DeploymentSetting<A> & { readonly whenLeftOut: string } => ({ codec, ...described });
