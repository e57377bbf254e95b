import { option, type ActGroup, type Option } from './act.ts';
import { ACCREDITATION } from './acts/accreditation.ts';
import { ACCOUNTS } from './acts/accounts.ts';
import { BACKUPS } from './acts/backups.ts';
import { CONCEPTS } from './acts/concepts.ts';
import { CONSENT } from './acts/consent.ts';
import { COUNCIL } from './acts/council.ts';
import { CUSTODY } from './acts/custody.ts';
import { DELIVERY } from './acts/delivery.ts';
import { DISPUTES } from './acts/disputes.ts';
import { FINDING } from './acts/finding.ts';
import { FIXITY } from './acts/fixity.ts';
import { LICENSES } from './acts/licenses.ts';
import { MEMBERS } from './acts/members.ts';
import { MOVING } from './acts/moving.ts';
import { OFFICES } from './acts/offices.ts';
import { ORDERS } from './acts/orders.ts';
import { PAPERS } from './acts/papers.ts';
import { PUBLISHING } from './acts/publishing.ts';
import { REQUESTS } from './acts/requests.ts';
import { SALES } from './acts/sales.ts';
import { VAULT } from './acts/vault.ts';
import { VERIFICATION } from './acts/verification.ts';

/** What every command takes. */
export const GLOBAL_OPTIONS: readonly Option[] = [
  option('--api <url>', 'where the platform serves (default: LANRAN_API, else http://127.0.0.1:4000)'),
  option('--key-file <file>', 'your private key: 64 hex digits, or a keystore opened by LANRAN_PASSPHRASE'),
  option('--safe <address>', 'act as this Safe, of which your key is an owner: propose instead of doing'),
  option('--safe-nonce <n>', "the Safe's nonce to propose under, to replace what waits there"),
  option('--json', 'exactly one JSON document on stdout; progress on stderr'),
];

/** Every command, in the order of `lanran --help`. docs/cli.md is written from it. */
export const ACTS: readonly ActGroup[] = [
  FINDING,
  PUBLISHING,
  CONSENT,
  SALES,
  LICENSES,
  DELIVERY,
  ORDERS,
  PAPERS,
  ACCOUNTS,
  REQUESTS,
  VERIFICATION,
  FIXITY,
  CUSTODY,
  DISPUTES,
  CONCEPTS,
  ACCREDITATION,
  OFFICES,
  MEMBERS,
  COUNCIL,
  BACKUPS,
  MOVING,
  VAULT,
];
