import { faultOfAws } from '../../lake/aws/fault.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import type { OwnerClients } from '../owner/clients.ts';
import { unseen, type Finding } from './finding.ts';

/** What a look is given. */
export interface Looking {
  readonly asked: OwnerAsked;
  readonly clients: OwnerClients;
  /** What `npm run synth` wrote. */
  readonly synthesised: string;
}

export const BOOTSTRAP = 'npx bitcoin-pipeline bootstrap';
export const DEPLOY = 'gh workflow run deploy.yml';

/** A look at AWS; where that is refused, nothing was seen. */
export const ofAws = async (
  what: string,
  look: () => Promise<ReadonlyArray<Finding>>,
): Promise<ReadonlyArray<Finding>> => {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Error && ('$metadata' in error || 'code' in error))) throw error;
    return [unseen(what, `AWS did not say (${faultOfAws(error, what).code}, ${error.name})`)];
  }
};
