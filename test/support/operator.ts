import { admitAct } from '@lanran/client/admission-act';
import { connect } from '@lanran/client/platform';
import { relay } from '@lanran/client/relaying';
import { organizationIdOf } from '@lanran/protocol/ids';
import type { Address } from '@lanran/protocol/signature';
import { readKeyFile } from '../../scripts/client/key-file.ts';
import type { Installation } from './installation.ts';

/** The accreditor of the demo admits an operator organization whose owner is this key. */
export async function admitOperator(here: Installation, owner: Address): Promise<void> {
  const accreditor = await readKeyFile(here.keyFile('accreditor'), undefined);
  const organizationId = organizationIdOf('operator-of-the-suite');
  const admission = { organizationId, kind: 'OPERATOR', owner, payout: owner, council: null } as const;
  await relay(await connect(here.platform.url, accreditor), admitAct(admission));
}
