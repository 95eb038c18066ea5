import { FLAG, type Transaction } from './transaction.ts';

/** A chain of transactions that spend one another, oldest ancestor first. */
export interface Cluster {
  members: ReadonlyArray<Member>;
  chunks: ReadonlyArray<Chunk>;
}

/** A transaction with what an accelerator added to its fee, 0 for nothing. */
export interface Member {
  readonly transaction: Transaction;
  readonly accelerationSats: number;
}

/** Transactions that are worth mining together and never apart. */
export interface Chunk {
  readonly cluster: Cluster;
  readonly rows: ReadonlyArray<Row>;
  readonly weight: number;
  readonly sizeBytes: number;
  readonly feeSats: number;
  /** Effective rate, acceleration included. */
  readonly satsPerVbyte: number;
}

/** A transaction as it stands in a projected block. */
export interface Row {
  readonly transaction: Transaction;
  /** Effective rate of its chunk, not rounded. */
  readonly satsPerVbyte: number;
  readonly flags: number;
  readonly isAccelerated: boolean;
}

/** Gives the cluster new members and regroups them into chunks of falling rate. */
export const regroup = (cluster: Cluster, members: ReadonlyArray<Member>): void => {
  const groups: Group[] = [];
  for (const member of members) {
    let group = groupOf(member);
    for (let last = groups.at(-1); last && rateOf(group) >= rateOf(last); last = groups.at(-1)) {
      group = joined(last, group);
      groups.pop();
    }
    groups.push(group);
  }
  cluster.members = members;
  cluster.chunks = groups.map((group) => chunkOf(cluster, group));
};

interface Group {
  readonly members: ReadonlyArray<Member>;
  readonly weight: number;
  readonly sizeBytes: number;
  readonly feeSats: number;
  readonly accelerationSats: number;
}

const groupOf = (member: Member): Group => ({
  members: [member],
  weight: member.transaction.weight,
  sizeBytes: member.transaction.sizeBytes,
  feeSats: member.transaction.feeSats,
  accelerationSats: member.accelerationSats,
});

const joined = (a: Group, b: Group): Group => ({
  members: [...a.members, ...b.members],
  weight: a.weight + b.weight,
  sizeBytes: a.sizeBytes + b.sizeBytes,
  feeSats: a.feeSats + b.feeSats,
  accelerationSats: a.accelerationSats + b.accelerationSats,
});

const rateOf = (group: Group): number =>
  (group.feeSats + group.accelerationSats) / (group.weight / 4);

const chunkOf = (cluster: Cluster, group: Group): Chunk => {
  const { members, weight, sizeBytes, feeSats } = group;
  const satsPerVbyte = rateOf(group);
  const rows = members.map((member, place) =>
    rowOf(member, satsPerVbyte, kinFlags(place, members.length)),
  );
  return { cluster, rows, weight, sizeBytes, feeSats, satsPerVbyte };
};

const rowOf = (member: Member, satsPerVbyte: number, kin: number): Row => {
  const isAccelerated = member.accelerationSats > 0;
  return {
    transaction: member.transaction,
    satsPerVbyte,
    flags: member.transaction.ownFlags + kin + (isAccelerated ? FLAG.accelerated : 0),
    isAccelerated,
  };
};

const kinFlags = (place: number, size: number): number =>
  (place + 1 < size ? FLAG.cpfpParent : 0) + (place > 0 ? FLAG.cpfpChild : 0);
