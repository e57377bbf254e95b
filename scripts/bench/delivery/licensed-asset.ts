import { z } from 'zod';
import { act } from '../cost/act.ts';
import type { MeasuredPlatform } from '../cost/measured-platform.ts';

const YEAR = new Date().getUTCFullYear();
const REACH = ['--media', 'streaming', '--territory', 'WORLD'];
const WISH = [
  ...['--media', 'streaming', '--territory', 'FR'],
  ...['--from', `${YEAR + 1}-01-01`, '--to', `${YEAR + 1}-12-31`],
];
const Published = z.object({ assetId: z.string() });
const Bought = z.object({ licenseId: z.string() });
const Issued = z.object({ token: z.string() });

export interface LicensedAsset {
  readonly licenseId: string;
  /** Of a delivery. */
  readonly token: string;
}

/** Publishes a folder, and has the studio license it. */
export async function licenseFolder(
  platform: MeasuredPlatform,
  folder: string,
  access: 'open' | 'licensed',
): Promise<LicensedAsset> {
  // What is OPEN for good has no community behind it, or its consent to that.
  const community = ['--community', access === 'open' ? 'none' : 'demo-miao-villages'];
  const described = ['--kind', 'film', '--title', `Bench ${access}`, '--access', access, ...community];
  const { assetId } = Published.parse(await act(platform, 'institution', ['publish', folder, ...described]));
  const until = `${YEAR + 2}-12-31`;
  if (access === 'licensed')
    await act(platform, 'council', ['consent', assetId, ...REACH, '--until', until, '--share-bps', '2000']);
  await act(platform, 'institution', [
    ...['offer', assetId, ...REACH, '--from', `${YEAR}-01-01`, '--to', until, '--price', '10 TCNY'],
  ]);
  const { licenseId } = Bought.parse(await act(platform, 'studio', ['license', assetId, ...WISH]));
  const { token } = Issued.parse(
    await act(platform, 'studio', ['token', 'create', licenseId, '--label', 'bench']),
  );
  await platform.untilJobsEnd();
  return { licenseId, token };
}
