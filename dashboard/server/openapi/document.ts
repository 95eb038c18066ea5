import { jsonRoutes, type Route } from './routes.ts';
import { schemaOf, type Schema } from './schema.ts';

const fault = (description: string): Schema => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/error' } } },
});

const read = (description: string, schema: Schema): Schema => ({
  description,
  content: { 'application/json': { schema } },
});

const operationOf = ({ path, name, summary, parameters }: Route): Schema => {
  const isOfTables = path.startsWith('/api/history/');
  const isStored = isOfTables || parameters.length > 0;
  return {
    get: {
      operationId: name,
      summary,
      parameters: parameters.map((parameter) => ({ in: 'query', ...parameter })),
      responses: {
        200: read(summary, { $ref: `#/components/schemas/${name}` }),
        ...(isOfTables ? { 304: { description: 'The tables are of the same build.' } } : {}),
        ...(parameters.length > 0 || isOfTables
          ? { 400: fault('A parameter is wrong; what is right, in words.') }
          : {}),
        ...(isStored
          ? {
              500: fault('The tables could not be read, with the reason.'),
              503: fault('There are no tables yet, or they are being written.'),
            }
          : {}),
      },
    },
  };
};

const error: Schema = {
  type: 'object',
  properties: { error: { type: 'string', description: 'A sentence.' } },
  required: ['error'],
};

/** The JSON addresses of the dashboard as OpenAPI 3.1, made of the codecs that the answers are of. */
export const openApiDocument: Schema = {
  openapi: '3.1.0',
  info: {
    title: 'bitcoin-pipeline dashboard',
    version: '1',
    description:
      'The numbers of the page as JSON. Times are ISO 8601 in UTC; amounts are satoshis, rates sat/vB; null means not known.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  paths: Object.fromEntries(jsonRoutes.map((route) => [route.path, operationOf(route)])),
  components: {
    schemas: {
      ...Object.fromEntries(jsonRoutes.map(({ name, answer }) => [name, schemaOf(answer)])),
      error,
    },
  },
};
