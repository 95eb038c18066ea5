/** What DuckDB may hold, by itself four fifths of the machine; as in `dbt/profiles.yml`. What is more goes to disk. */
export const memoryLimit = { memory_limit: '1GiB' } as const;
