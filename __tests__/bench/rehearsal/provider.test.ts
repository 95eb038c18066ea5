import { expect, it } from 'vitest';
import { clientsIn, withClients, withServices } from '../../../bench/rehearsal/provider/pruned.ts';

const packages = `package sdkv2

import (
\t"context"
\t"slices"

\t"github.com/hashicorp/terraform-provider-aws/internal/conns"
\t"github.com/hashicorp/terraform-provider-aws/internal/service/ec2"
\t"github.com/hashicorp/terraform-provider-aws/internal/service/s3"
\tvpc "github.com/hashicorp/terraform-provider-aws/internal/service/vpclattice"
)

func servicePackages(ctx context.Context) []conns.ServicePackage {
\tv := []conns.ServicePackage{
\t\tec2.ServicePackage(ctx),
\t\ts3.ServicePackage(ctx),
\t\tvpc.ServicePackage(ctx),
\t}
\treturn slices.Clone(v)
}
`;

it('services that are not named leave the list of packages, and their imports with them', () => {
  expect(withServices(packages, new Set(['s3']))).toBe(`package sdkv2

import (
\t"context"
\t"slices"

\t"github.com/hashicorp/terraform-provider-aws/internal/conns"
\t"github.com/hashicorp/terraform-provider-aws/internal/service/s3"
)

func servicePackages(ctx context.Context) []conns.ServicePackage {
\tv := []conns.ServicePackage{
\t\ts3.ServicePackage(ctx),
\t}
\treturn slices.Clone(v)
}
`);
});

const clients = `package conns

import (
\t"context"

\tawss3 "github.com/aws/aws-sdk-go-v2/service/s3"
\t"github.com/aws/aws-sdk-go-v2/service/s3control"
\t"github.com/hashicorp/terraform-provider-aws/names"
)

func (c *AWSClient) S3Client(ctx context.Context) *awss3.Client {
\treturn errs.Must(client[*awss3.Client](ctx, c, names.S3, make(map[string]any)))
}

func (c *AWSClient) S3ControlClient(ctx context.Context) *s3control.Client {
\treturn errs.Must(client[*s3control.Client](ctx, c, names.S3Control, make(map[string]any)))
}
`;

it('clients that nothing calls go, and their imports with them', () => {
  const called = clientsIn('conn := meta.(*conns.AWSClient).S3Client(ctx)\nother(ctx)');
  expect(called).toStrictEqual(['S3Client']);
  const kept = withClients(clients, new Set(called));
  expect(kept).toContain('S3Client(ctx context.Context) *awss3.Client');
  expect(kept).toContain('\tawss3 "github.com/aws/aws-sdk-go-v2/service/s3"\n');
  expect(kept).toContain('\t"github.com/hashicorp/terraform-provider-aws/names"\n');
  expect(kept).not.toContain('s3control');
});
