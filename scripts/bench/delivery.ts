import { build } from '../build.mjs';
import { measureParts, type Part } from './cost/parts.ts';
import { measureJobs } from './delivery/jobs.ts';
import { measurePackages } from './delivery/packages.ts';
import { measureVerification } from './delivery/verification.ts';

export const DELIVERY_PARTS: Readonly<Record<string, Part>> = {
  package: measurePackages,
  jobs: measureJobs,
  verify: measureVerification,
};

/** How fast packages are sent and checked and small files delivered, each over what the same machine does without the platform (CONTRIBUTING.md). */
export async function run(asked: Parameters<typeof measureParts>[1]): Promise<Record<string, number>> {
  await build();
  return measureParts(DELIVERY_PARTS, asked);
}
