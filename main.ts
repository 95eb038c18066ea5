import {
  rawTables,
  streamNames,
  streams,
  type RawTable,
  type Stream,
} from '@bitcoin-pipeline/model';
import { AccessStack } from './stacks/access-stack.ts';
import { AccountStack } from './stacks/account-stack.ts';
import type { App } from './stacks/cdktf.ts';
import type { Deployment } from './stacks/config/deployment.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { ListenerStack } from './stacks/listener-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { namesOf } from './stacks/names.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { PollerStack } from './stacks/poller-stack.ts';
import { StorageStack } from './stacks/storage-stack.ts';
import { StreamStack } from './stacks/stream-stack.ts';
import { TablesStack } from './stacks/tables-stack.ts';
import { WarehouseStack } from './stacks/warehouse-stack.ts';

/** What runs there, packed: paths of zip files. */
export interface Artifacts {
  readonly listener: string;
  readonly poller: string;
}

/** The streams that get a route each, and their tables. */
export interface Catalogue {
  readonly streams: Readonly<Record<string, Stream>>;
  readonly tables: ReadonlyArray<RawTable>;
}

/** One environment: which stacks there are, and which must be there before which. */
export const deploy = (
  app: App,
  deployment: Deployment,
  artifacts: Artifacts,
  catalogue: Catalogue = { streams, tables: rawTables },
): void => {
  const props = { deployment, names: namesOf(deployment) };

  const storage = new StorageStack(app, 'storage', props);
  const tables = new TablesStack(app, 'tables', { ...props, tables: catalogue.tables });
  const network = new NetworkStack(app, 'network', props);
  const stream = new StreamStack(app, 'stream', { ...props, streams: catalogue.streams });
  const listener = new ListenerStack(app, 'listener', {
    ...props,
    artifact: artifacts.listener,
    streams: streamNames,
  });
  const poller = new PollerStack(app, 'poller', { ...props, artifact: artifacts.poller });
  const warehouse = new WarehouseStack(app, 'warehouse', { ...props, tables: catalogue.tables });
  const monitoring = new MonitoringStack(app, 'monitoring', {
    ...props,
    streams: catalogue.streams,
  });

  stream.addDependency(storage);
  listener.addDependency(network);
  listener.addDependency(stream);
  poller.addDependency(storage);
  warehouse.addDependency(storage);
  warehouse.addDependency(tables);

  const destroyable = [network, stream, listener, poller, warehouse, monitoring];
  const deployed = [storage, tables, ...destroyable];
  // applied before all others, by hand; last here because they give what those need
  new AccessStack(app, 'access', props);
  new IdentityStack(app, 'identity', { ...props, deployed, destroyable });
  if (deployment.githubOidcProvider === 'create') new AccountStack(app, 'account', props);
};
