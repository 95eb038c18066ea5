/* Two generated files of the AWS provider's sources name every service: without most of them it builds in a tenth of the time. */

const SERVICE = 'github.com/hashicorp/terraform-provider-aws/internal/service/';

/** Of a Go import: the name it has in the file, and its path. */
const imports = /^\t(?:(\w+) )?"([^"]+)"\n/gm;

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `service_packages_gen.go` with these services alone. */
export const withServices = (text: string, services: ReadonlySet<string>): string => {
  const gone = new Set<string>();
  const kept = text.replace(imports, (line, alias: string | undefined, path: string) => {
    if (!path.startsWith(SERVICE) || services.has(lastOf(path))) return line;
    gone.add(alias ?? lastOf(path));
    return '';
  });
  return kept.replace(/^\t+(\w+)\.ServicePackage\(ctx\),\n/gm, (line, name: string) =>
    gone.has(name) ? '' : line,
  );
};

const clientMethod =
  /^func \(c \*AWSClient\) (\w+)\(ctx context\.Context\) \*\w+\.Client \{\n[^]*?^\}\n\n?/gm;

/** Names of methods such as `S3Client` that a source calls. */
export const clientsIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/\.(\w+Client)\(/g)].map(([, name = '']) => name);

/** `awsclient_gen.go` with the clients that are called, and the imports that these need. */
export const withClients = (text: string, called: ReadonlySet<string>): string => {
  const kept = text.replace(clientMethod, (method, name: string) =>
    called.has(name) ? method : '',
  );
  const code = kept.slice(kept.indexOf('\n)\n'));
  return kept.replace(imports, (line, alias: string | undefined, path: string) =>
    !path.includes('/service/') || new RegExp(`\\b${alias ?? lastOf(path)}\\.`).test(code)
      ? line
      : '',
  );
};
