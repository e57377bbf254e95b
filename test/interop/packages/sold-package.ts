import { writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Account, Installation } from '../../support/installation.ts';

const YEAR = new Date().getUTCFullYear();
const TODAY = new Date().toISOString().slice(0, 10);
const REACH = ['--media', 'streaming', '--territory', 'WORLD'];
/** From today on: copies are made when a license begins. */
const WISH = ['--media', 'streaming', '--territory', 'FR,CN', '--from', TODAY, '--to', `${YEAR + 1}-12-31`];
const AGREEMENT = '# 授权协议 License agreement\n\nThe licensee streams the film. 被授权方仅可在线播出。\n';

export interface SoldPackage {
  readonly assetId: string;
  readonly licenseId: string;
  /** As `download` writes it. */
  readonly folder: string;
  /** The same as one file each. */
  readonly zip: string;
  readonly tar: string;
  readonly car: string;
  /** As `certificate` and `register` write them. */
  readonly papers: readonly string[];
  /** Opens `/delivery` and `/copies`. */
  readonly token: string;
  /** The platform's trust file, which a reader has from elsewhere. */
  readonly trust: string;
}

/** Publishes files, sells a license that begins today, and downloads everything that the platform gives of it. */
export async function sellPackage(
  here: Installation,
  { access, files }: { readonly access: 'open' | 'licensed'; readonly files: string },
): Promise<SoldPackage> {
  const act = async (account: Account, ...args: readonly string[]) => {
    const { exitCode, document, stderr } = await here.hereAs(account, ...args);
    expect(exitCode, `${args.join(' ')}: ${JSON.stringify(document)} ${stderr}`).toBe(0);
    return document;
  };
  const path = (name: string) => here.path(`${access}-${name}`);
  const agreement = path('agreement.md');
  await writeFile(agreement, AGREEMENT);
  // What is OPEN for good has no community behind it, or its consent to that.
  const community = ['--community', access === 'open' ? 'none' : 'demo-miao-villages'];
  const named = ['--title', 'Whirlpool & loom', '--title-zh', '蜡染涡纹与织机', '--agreement', agreement];
  const { assetId } = z
    .object({ assetId: z.string() })
    .parse(
      await act(
        'institution',
        'publish',
        files,
        '--kind',
        'film',
        '--access',
        access,
        ...community,
        ...named,
      ),
    );
  const until = `${YEAR + 2}-12-31`;
  if (access === 'licensed')
    await act('council', 'consent', assetId, ...REACH, '--until', until, '--share-bps', '2000');
  const days = ['--from', TODAY, '--to', until];
  await act('institution', 'offer', assetId, ...REACH, ...days, '--price', '1200 TCNY');
  const { licenseId } = z
    .object({ licenseId: z.string() })
    .parse(await act('studio', 'license', assetId, ...WISH));
  const [certificate, registration, trust] = [
    path('certificate.pdf'),
    path('register.pdf'),
    path('trust.json'),
  ];
  const report = ['--for', 'demo-heritage-accreditation', '--opinion', 'conditional', '--note', 'Screened.'];
  await act('accreditor', 'attest', assetId, agreement, ...report);
  await act('studio', 'certificate', licenseId, '--out', certificate);
  await act('institution', 'register', assetId, '--out', registration);
  await act('studio', 'download', licenseId, '--out', path('package'));
  for (const format of ['zip', 'tar', 'car'])
    await act('studio', 'download', licenseId, '--as', format, '--out', path(`package.${format}`));
  const made = await act('studio', 'token', 'create', licenseId, '--label', 'farm');
  await writeFile(trust, await (await here.get('/log/trust.json')).text());
  return {
    ...{ assetId, licenseId, trust, folder: path('package'), papers: [certificate, registration] },
    ...{ zip: path('package.zip'), tar: path('package.tar'), car: path('package.car') },
    token: z.object({ token: z.string() }).parse(made).token,
  };
}
