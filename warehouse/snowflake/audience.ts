/** What a token of a workflow must be made for, where it is shown to Snowflake: its users are bound to tokens by it. */
export const SNOWFLAKE_AUDIENCE = 'snowflakecomputing.com';
