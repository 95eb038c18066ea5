import { BudgetsBudget } from '@cdktf/provider-aws/lib/budgets-budget/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';

/** Of the budget, when it is spent, or is going to be. */
const told = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/** What a month costs in this account, all that lies in it: a filter by tag sees nothing until the account turns it on. */
export const monthCost = (scope: Construct, { deployment, names }: StackProps): void => {
  new BudgetsBudget(scope, 'month-cost', {
    name: names.budget,
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: `${deployment.monthlyBudgetUsd}.0`, // as the service writes it: no change in the next plan
    limitUnit: 'USD',
    notification: told.map((each) => ({
      ...each,
      comparisonOperator: 'GREATER_THAN',
      thresholdType: 'PERCENTAGE',
      subscriberEmailAddresses: [deployment.email],
    })),
  });
};
