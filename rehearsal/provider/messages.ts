/* plugin.proto as its loader gives and takes it: whole numbers as numbers, enumerations as their names. */

export interface DynamicValue {
  readonly msgpack: Uint8Array;
}
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly summary: string;
  readonly detail: string;
}
export interface BlockMessage {
  readonly attributes: ReadonlyArray<{
    readonly name: string;
    /** JSON. */
    readonly type: Uint8Array;
    readonly required: boolean;
    readonly optional: boolean;
    readonly computed: boolean;
    readonly sensitive: boolean;
  }>;
  readonly blockTypes: ReadonlyArray<{
    readonly typeName: string;
    readonly block: BlockMessage;
    readonly nesting: 'SINGLE' | 'LIST' | 'SET';
    readonly minItems: number;
    readonly maxItems: number;
  }>;
}
export interface SchemaMessage {
  readonly version: number;
  readonly block: BlockMessage;
}

interface OfType {
  readonly typeName: string;
}
interface Configured {
  readonly config: DynamicValue | null;
}
interface Diagnosed {
  readonly diagnostics?: ReadonlyArray<Diagnostic>;
}

/** What is asked of a provider, and what it answers. */
interface Calls {
  GetSchema: [
    object,
    {
      readonly provider: SchemaMessage;
      readonly resourceSchemas: Readonly<Record<string, SchemaMessage>>;
      readonly dataSourceSchemas: Readonly<Record<string, SchemaMessage>>;
      /** Once an engine has the schema, it need not ask again each time it comes back. */
      readonly serverCapabilities: { readonly getProviderSchemaOptional: boolean };
    },
  ];
  PrepareProviderConfig: [Configured, { readonly preparedConfig: DynamicValue | null }];
  ValidateResourceTypeConfig: [OfType & Configured, Diagnosed];
  ValidateDataSourceConfig: [OfType & Configured, Diagnosed];
  UpgradeResourceState: [
    OfType & { readonly rawState: { readonly json: Uint8Array } | null },
    { readonly upgradedState: DynamicValue },
  ];
  Configure: [Configured & { readonly terraformVersion: string }, Diagnosed];
  ReadResource: [
    OfType & { readonly currentState: DynamicValue | null },
    Diagnosed & { readonly newState: DynamicValue | null },
  ];
  PlanResourceChange: [
    OfType & {
      readonly priorState: DynamicValue | null;
      readonly proposedNewState: DynamicValue | null;
    },
    Diagnosed & {
      readonly plannedState: DynamicValue;
      readonly requiresReplace: ReadonlyArray<{
        readonly steps: ReadonlyArray<{ readonly attributeName: string }>;
      }>;
      readonly legacyTypeSystem: boolean;
    },
  ];
  ApplyResourceChange: [
    OfType & {
      readonly priorState: DynamicValue | null;
      readonly plannedState: DynamicValue | null;
    },
    Diagnosed & { readonly newState: DynamicValue | null; readonly legacyTypeSystem: boolean },
  ];
  ImportResourceState: [
    OfType & { readonly id: string },
    Diagnosed & {
      readonly importedResources: ReadonlyArray<OfType & { readonly state: DynamicValue }>;
    },
  ];
  ReadDataSource: [OfType & Configured, { readonly state: DynamicValue }];
  Stop: [object, { readonly Error: string }];
}
export type CallName = keyof Calls;
export type Request<N extends CallName> = Calls[N][0];
export type Answer<N extends CallName> = Calls[N][1];
