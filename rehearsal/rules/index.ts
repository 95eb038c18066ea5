import { noWildcard } from './no-wildcard.ts';
import { oneNotificationABucket } from './one-notification.ts';
import { dataIsProtected } from './protected.ts';
import type { Rule } from './rule.ts';

/** What no engine minds. */
export const rules: ReadonlyArray<Rule> = [dataIsProtected, oneNotificationABucket, noWildcard];
