/*
 * Every command of the command line, in the order of `lanran --help`: what is typed, what the help says, and which function does it.
 * It is longer than other files so that it can be read, and searched, from top to bottom. docs/cli.md is written from it.
 */
import {
  act,
  argument,
  defaulted,
  option,
  parent,
  repeated,
  required,
  type ActGroup,
  type Option,
} from './act.ts';

/** What every command takes. */
export const GLOBAL_OPTIONS: readonly Option[] = [
  option('--api <url>', 'where the platform serves (default: LANRAN_API, else http://127.0.0.1:4000)'),
  option('--key-file <file>', 'your private key: 64 hex digits, or a keystore opened by LANRAN_PASSPHRASE'),
  option('--safe <address>', 'act as this Safe, of which your key is an owner: propose instead of doing'),
  option('--safe-nonce <n>', "the Safe's nonce to propose under, to replace what waits there"),
  option('--json', 'exactly one JSON document on stdout; progress on stderr'),
];

const ASSET = argument('<ASSET>', 'asset id');
const COMMUNITY = argument('<COMMUNITY>', 'id or slug');
const LIST = argument('<LIST>', 'its id, or `favorites`');
const LICENSE = argument('<LICENSE>', 'license id');
const ORDER = argument('<ORDER>', 'order id');
const CALL = argument('<CALL>', 'call id');
const REQUEST = argument('<REQUEST>', 'request id');
const ORGANIZATION = argument('<ORGANIZATION>', 'id or slug');
const SUCCESSOR = argument('<ADDRESS>', "the successor's key");
const MEMBER = [ORGANIZATION, argument('<KEY>', "the key's address")] as const;
const RECIPIENT = argument(
  '<RECIPIENT>',
  'age1…, as age-keygen prints it; keep the identity where the platform is not',
);

const REACH = [
  required('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING'),
  required(
    '--territory <places>',
    'ISO 3166-1 codes, names and groups, comma-separated: FR,CN; EU; "world except US"; WORLD for all',
  ),
] as const;
const WINDOW = [
  ...REACH,
  required('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
  required('--to <day>', 'last day, included'),
] as const;
const WISH = [...WINDOW, option('--exclusive', 'nobody else may hold an overlapping license')] as const;
const CONSENTED_RIGHTS = option(
  '--rights <names>',
  'what licenses may also allow: TRANSFERABLE, SUBLICENSABLE (default: NONE)',
);

const COMMUNITY_REASON = option(
  '--no-community-reason <text>',
  'why no community is asked, of what names a people; signed and public',
);
const DATA_DIR = option('--data-dir <dir>', 'the data directory (default: LANRAN_DATA_DIR, else .lanran)');
const IDENTITY = option('--identity <file>', 'file of age-keygen that opens it, where it is encrypted');
const LICENSEE = option('--licensee <id>', 'for which of your organizations');
const NEWEST_VERSION = option('--version <n>', 'of which version (default: the newest)');
const CHEAPEST_OFFER = option('--offer <n>', 'by which offer (default: the cheapest that serves)');
const NO_WAIT = option('--no-wait', 'begin it and end; it goes on by itself');
const NOTE = option('--note <text>', 'for whoever may see the asset to read');
const OF_WHICH = option('--organization <id>', 'of which of them');
const OWN_ORGANIZATION = option('--organization <id>', 'for which of your organizations');
const DISPUTANT = option('--for <organization>', 'for which community or auditor');
const YES = option('--yes', 'do it without asking');

const MEMBER_PAYOUT =
  'where the organization is paid from then on, by the same signature (default: as before)';
const COUNCIL_PAYOUT = 'where the community is paid from then on, by the same signature (default: as before)';

const FINDING: ActGroup = {
  title: 'Find',
  acts: [
    act('search', 'find assets by words in any language, and say why each is found', {
      takes: [
        argument('<TEXT>', 'what to search for, in quotes where it has several words'),
        option('--kind <kind>', 'pattern, costume or film'),
        option('--holder <id>', 'of this institution, by id or slug'),
        option(
          '--concept <vocabulary/code>',
          'only what has this concept or a narrower one: technique/batik',
        ),
        option('--on-offer', 'only what can be licensed today'),
        option('--color <names>', 'whose pictures show much of each: red, blue, … comma-separated'),
        option('--media <names>', 'only what can be licensed for all of these; with the next three'),
        option('--territory <places>', 'in all of these'),
        option('--from <day>', 'from this day, YYYY-MM-DD (UTC)'),
        option('--to <day>', 'to this day, included'),
        defaulted('--first <n>', 'how many to show, at most 50', '20'),
        option('--sort <order>', 'relevance, newest, oldest or title (default: relevance)'),
      ],
      load: async () => (await import('./finding/search.ts')).search,
    }),
  ],
};

const PUBLISHING: ActGroup = {
  title: 'Publish',
  acts: [
    act('publish', 'publish files, or what folders hold, as one asset, signed with your key', {
      takes: [
        argument('<FILE...>', 'files of the asset, and folders whose files keep their paths below them'),
        required('--kind <kind>', 'pattern, costume or film'),
        option('--title <text>', 'title in English'),
        option('--title-zh <text>', 'title in Chinese'),
        option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic'),
        option(
          '--community <id>',
          'community behind it, by id or slug, or none (demo platforms have a default)',
        ),
        COMMUNITY_REASON,
        defaulted('--access <level>', 'open, licensed or restricted', 'licensed'),
        OWN_ORGANIZATION,
      ],
      load: async () => (await import('./publishing.ts')).publish,
    }),
    act('revise', 'publish the next version of an asset: what is not named stays as it is', {
      takes: [
        argument('<ASSET>', 'id of the asset'),
        argument('[FILE...]', 'files and folders to add, or to put in place of files of the same path'),
        option('--title <text>', 'title in English; "" takes it away'),
        option('--title-zh <text>', 'title in Chinese; "" takes it away'),
        option(
          '--metadata <file.json>',
          'description, terms, creditLine, identifier, synthetic: those it names',
        ),
        COMMUNITY_REASON,
        repeated('--remove <path>', 'a file the next version has no more; may be given several times'),
      ],
      load: async () => (await import('./publishing.ts')).revise,
    }),
    act(
      'import',
      'publish the records of a folder, with one signature for each batch of them; run it again to go on',
      {
        takes: [
          argument('<FOLDER>', 'holds metadata.csv or metadata.jsonl, and the files that it names'),
          option(
            '--mapping <file.json|name>',
            'which columns are which fields (docs/import.md); else columns are named as fields',
          ),
          option('--dry-run', 'check everything, publish nothing'),
          option('--batch <n>', 'records under one signature, at most 256 (the default)'),
          option('--community <id>', 'community behind records that name none, by id or slug, or none'),
          COMMUNITY_REASON,
          OWN_ORGANIZATION,
        ],
        load: async () => (await import('./import.ts')).importFolder,
      },
    ),
  ],
};

const CONSENT: ActGroup = {
  title: 'Consent',
  acts: [
    act('consent', "a community's council permits licenses of an asset, or with --only one license to one", {
      takes: [
        ASSET,
        ...REACH,
        option('--until <day>', 'last day, included; with --only: --from and --to'),
        option(
          '--share-bps <n>',
          "the community's share of every price, 2000 for 20 %; with --only default: as consented",
        ),
        CONSENTED_RIGHTS,
        option('--only <id>', 'one license to this organization alone, by id or slug'),
        option('--min-price <amount>', 'with --only: the least that the license costs'),
        option('--from <day>', 'with --only: first day at the earliest (default: today)'),
        option('--to <day>', 'with --only: last day at the latest, included'),
        option('--exclusive', 'with --only: the license may be exclusive'),
        option('--replace', 'with --only: in place of another use that this organization is permitted'),
      ],
      load: async () => (await import('./consent.ts')).consent,
    }),
    act('consent-collection', "a community's council permits licenses of many assets by one signature", {
      takes: [
        required('--community <id>', 'whose council consents, by id or slug'),
        required('--holder <id>', 'whom it trusts with the assets, by id or slug'),
        option('--asset <id...>', 'the assets (default: all of that holder and community published now)'),
        ...REACH,
        required('--until <day>', 'last day, included'),
        required('--share-bps <n>', "the community's share of every price, 2000 for 20 %"),
        CONSENTED_RIGHTS,
      ],
      load: async () => (await import('./consent.ts')).consentCollection,
    }),
    act('consent-withdraw', "a community's council permits no further license; those sold before stay", {
      takes: [
        argument('[ASSET]', 'asset id'),
        option('--collection <root>', 'instead of an asset: the collection consented to'),
        option('--community <id>', 'whose council consented to the collection, by id or slug'),
        option('--only <id>', 'only its consent to one use by this organization, by id or slug'),
      ],
      load: async () => (await import('./consent.ts')).consentWithdraw,
    }),
  ],
};

const SALES: ActGroup = {
  title: 'Offer and buy',
  acts: [
    act('offer', 'offer licenses of an asset you hold', {
      takes: [
        ASSET,
        ...WISH,
        option('--price <amount>', 'the same for every use, e.g. "1200 TCNY"'),
        option('--price-per-month <amount>', 'instead: for each month begun, times the factors'),
        option('--minimum <amount>', 'with --price-per-month: the least that a use costs'),
        option(
          '--media-factor <name=factor...>',
          'with --price-per-month: STREAMING=1.50; the highest counts',
        ),
        option(
          '--territory-factor <places=factor...>',
          'with --price-per-month: "European Union=0.80"; at most 8, the highest counts',
        ),
        option('--exclusivity-factor <factor>', 'with --price-per-month and --exclusive: 3.00'),
        option('--rule <file>', 'instead of these: a JSON file with pricePerMonth, minimum, mediaFactors, …'),
        option('--only <id>', 'the one organization that can take it, by id or slug'),
        option(
          '--rights <names>',
          'TRANSFERABLE, SUBLICENSABLE, REVOCABLE, RENEWABLE, FIXED_VERSION (default: NONE)',
        ),
        option(
          '--share-bps <n>',
          "offer only with this community's share, 2000 for 20 % (default: what its consent demands)",
        ),
      ],
      load: async () => (await import('./offers.ts')).offer,
    }),
    act('offer-close', 'take an offer back; licenses sold from it stay', {
      takes: [argument('<OFFER>', 'number of the offer')],
      load: async () => (await import('./offers.ts')).offerClose,
    }),
    act('quote', 'ask for a price, or every reason why not', {
      takes: [
        ASSET,
        ...WISH,
        option('--licensee <id>', 'for which organization'),
        NEWEST_VERSION,
        CHEAPEST_OFFER,
      ],
      load: async () => (await import('./purchases.ts')).quote,
    }),
    parent('list', 'gather assets, and ask for all of them at once'),
    act('list create', 'make a list of assets, and say what it is for', {
      takes: [
        argument('<TITLE>', 'what to call it'),
        option('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING'),
        option('--territory <places>', 'codes, names and groups, as in `quote`'),
        option('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
        option('--to <day>', 'last day, included'),
        option('--exclusive', 'nobody else may hold an overlapping license'),
      ],
      load: async () => (await import('./desk/lists.ts')).create,
    }),
    act('list add', 'put assets into a list; what is there already stays', {
      takes: [LIST, argument('<ASSET...>', 'asset ids; a list has at most 500')],
      load: async () => (await import('./desk/lists.ts')).add,
    }),
    act('list show', 'what is in a list, or which lists there are', {
      takes: [argument('[LIST]', 'its id, or `favorites`')],
      load: async () => (await import('./desk/lists.ts')).show,
    }),
    act('list quote', 'one table: which assets of a list can be licensed for its use, and for how much', {
      takes: [LIST, option('--csv', 'as CSV, for a spreadsheet')],
      load: async () => (await import('./desk/lists.ts')).quote,
    }),
    act(
      'list buy',
      'buy what of a list can be licensed for its use; shows the table first, and goes on after any end',
      {
        takes: [
          LIST,
          LICENSEE,
          option('--max-total <amount>', 'the most that all of it may cost, as "8400 TCNY"'),
          option('--yes', 'buy what the table says without asking'),
        ],
        load: async () => (await import('./desk/checkout.ts')).buy,
      },
    ),
    act('license', 'buy a license at the quoted price; of several assets, all or none in one transaction', {
      takes: [
        argument('<ASSET...>', 'asset ids, at most 10'),
        ...WISH,
        LICENSEE,
        option('--version <n>', 'of which version, for one asset (default: the newest)'),
        option('--offer <n>', 'by which offer, for one asset (default: the cheapest that serves)'),
        option('--max-price <amount>', 'buy only up to this price, all together'),
      ],
      load: async () => (await import('./purchases.ts')).license,
    }),
    act('claim', 'have what was earned paid out, in every token; safe to repeat', {
      takes: [option('--organization <id>', 'for which organization (default: each of yours)')],
      load: async () => (await import('./purchases.ts')).claim,
    }),
    act('fund', 'take play money to try the platform with; only where it has a test token', {
      takes: [defaulted('--amount <amount>', 'at most 1,000,000 at once', '100000 TCNY')],
      load: async () => (await import('./purchases.ts')).fund,
    }),
  ],
};

const LICENSES: ActGroup = {
  title: 'Licenses',
  acts: [
    act('renew', 'buy the following period of a license, of the same length and price', {
      takes: [LICENSE, option('--max-price <amount>', 'renew only up to this price')],
      load: async () => (await import('./licenses.ts')).renew,
    }),
    act('sublicense', 'grant a part of your license to another organization', {
      takes: [
        LICENSE,
        required('--licensee <id>', 'who gets it, by id or slug'),
        ...WINDOW,
        option('--revocable', 'you may end it'),
        option('--fixed-version', 'the other can take no other version'),
      ],
      load: async () => (await import('./licenses.ts')).sublicense,
    }),
    act('license-transfer', 'hand your license to another organization', {
      takes: [LICENSE, required('--to <id>', 'who gets it, by id or slug')],
      load: async () => (await import('./licenses.ts')).licenseTransfer,
    }),
    act('take-version', 'take another version of what you licensed, where its terms allow it', {
      takes: [LICENSE, option('--version <n>', 'number of the version (default: the newest)')],
      load: async () => (await import('./licenses.ts')).takeVersion,
    }),
    act('revoke', 'end a license before its last day, as holder, council or grantor', {
      takes: [LICENSE, required('--reason <text>', 'why; shown with the license')],
      load: async () => (await import('./licenses.ts')).revoke,
    }),
    act('usage', 'report how you used a license: the hash of a file, signed and logged', {
      takes: [
        LICENSE,
        argument('<FILE>', 'the report, such as a returned ASC MHL generation; it stays with you'),
        option('--from <day>', 'first day reported, YYYY-MM-DD'),
        option('--to <day>', 'last day reported, included'),
        NOTE,
      ],
      load: async () => (await import('./licenses.ts')).usage,
    }),
    act('agreed', 'state which document you agreed on: its hash, signed and logged', {
      takes: [
        ASSET,
        argument('<FILE>', 'the document; it stays with you'),
        required('--for <organization>', 'for which of your organizations, by id or slug (required)'),
        option('--with <organizations...>', 'who else agreed, by id or slug'),
        option('--license <id>', 'of which license; a licensee has to name it'),
        NOTE,
      ],
      load: async () => (await import('./licenses.ts')).agreed,
    }),
    act('licenses', 'list the licenses of your organizations', {
      takes: [OF_WHICH],
      load: async () => (await import('./licenses.ts')).licenses,
    }),
  ],
};

const DELIVERY: ActGroup = {
  title: 'Delivery to machines',
  acts: [
    parent('token', 'let machines fetch the files of a license'),
    act(
      'token create',
      'make a token that opens the files of one license and nothing else; it is shown this once',
      {
        takes: [
          LICENSE,
          required('--label <text>', 'where it will be used, such as the name of a render farm'),
          option('--until <date>', 'its last day, YYYY-MM-DD (default: the last day of the license)'),
        ],
        load: async () => (await import('./delivery.ts')).tokenCreate,
      },
    ),
    act('token list', 'the tokens of a license, and when each was last used', {
      takes: [LICENSE],
      load: async () => (await import('./delivery.ts')).tokenList,
    }),
    act('token revoke', 'end a token at once', {
      takes: [argument('<TOKEN>', 'its id, as `token list` shows it')],
      load: async () => (await import('./delivery.ts')).tokenRevoke,
    }),
    act('deliver', 'fetch the files that a delivery token opens; run again, it goes on where it was', {
      takes: [
        required('--token-file <file>', 'file that holds the token'),
        required('--out <dir>', 'where the files go'),
        option('--version <n>', 'of which version that the license opens (default: the newest of those)'),
      ],
      load: async () => (await import('./delivery.ts')).deliver,
    }),
  ],
};

const ORDERS: ActGroup = {
  title: 'Orders, paid by invoice',
  acts: [
    act('order', 'order a license that is paid by invoice; it reserves nothing', {
      takes: [
        ASSET,
        ...WISH,
        LICENSEE,
        NEWEST_VERSION,
        CHEAPEST_OFFER,
        option('--max-price <amount>', 'order only up to this price'),
      ],
      load: async () => (await import('./orders.ts')).order,
    }),
    act('order-cancel', 'the licensee takes an order back', {
      takes: [ORDER],
      load: async () => (await import('./orders.ts')).orderCancel,
    }),
    act('confirm-paid', 'the holder confirms that the invoice of an order is paid', {
      takes: [ORDER],
      load: async () => (await import('./orders.ts')).confirmPaid,
    }),
    act('confirm-share', "the council confirms that the community's share of an order arrived", {
      takes: [ORDER],
      load: async () => (await import('./orders.ts')).confirmShare,
    }),
    act('orders', 'list the orders of your organizations', {
      takes: [OF_WHICH],
      load: async () => (await import('./orders.ts')).orders,
    }),
  ],
};

const REQUESTS: ActGroup = {
  title: 'Ask and agree',
  acts: [
    act('request', 'ask the holders and councils of assets for a use of them, or a question', {
      takes: [
        argument('<ASSET...>', '1 to 50 assets'),
        required('--message <text>', 'what you ask, at most 10,000 characters; its parties alone read it'),
        option('--media <names>', 'what for: media, comma-separated; with the next three'),
        option('--territory <places>', 'where: codes, names and groups, "world except US"'),
        option('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
        option('--to <day>', 'last day, included'),
        option('--exclusive', 'nobody else may hold an overlapping license'),
        option('--price <amount>', 'for each asset (default: they name one)'),
        option(
          '--share-bps <n>',
          "the community's share, 2000 for 20 % (default: as it consented, else it names one)",
        ),
        option(
          '--rights <names>',
          'TRANSFERABLE, SUBLICENSABLE, REVOCABLE, RENEWABLE, FIXED_VERSION (default: NONE)',
        ),
        option('--due <day>', 'the last day for answers (default: in 30 days)'),
        repeated('--file <path>', 'a picture, PDF, text or CSV of at most 10 MB to send with it; at most 5'),
        option('--call <CALL>', 'in answer to this open call for proposals, with some of its assets'),
        option('--review', 'instead: ask the councils to look at assets that you hold'),
        OWN_ORGANIZATION,
      ],
      load: async () => (await import('./requests.ts')).request,
    }),
    act('requests', 'list the requests of which you are a party', {
      load: async () => (await import('./requests.ts')).requests,
    }),
    act('requests show', 'show a request, its terms and its thread', {
      takes: [REQUEST, option('--files <dir>', 'folder to download the files of its thread to')],
      load: async () => (await import('./requests.ts')).requestShow,
    }),
    act(
      'answer',
      'answer a request: agreeing also consents or offers, and states it; countering or declining takes that back',
      {
        takes: [
          REQUEST,
          argument('<ANSWER>', 'agree, counter, decline, message or withdraw'),
          repeated('--asset <id>', 'about this asset; may be given several times (default: all that wait)'),
          option('--message <text>', 'what you say; a message without files and a decline need it'),
          repeated(
            '--file <path>',
            'a picture, PDF, text or CSV of at most 10 MB to send with it; at most 5',
          ),
          option('--price <amount>', 'counter: for each asset'),
          option('--share-bps <n>', "counter: the community's share of the price"),
          option('--media <names>', 'counter: media, comma-separated'),
          option('--territory <places>', 'counter: codes, names and groups'),
          option('--from <day>', 'counter: first day'),
          option('--to <day>', 'counter: last day, included'),
          option('--exclusive', 'counter: nobody else may hold an overlapping license'),
          option('--not-exclusive', 'counter: others may'),
          option('--rights <names>', 'counter: what may be done with the license'),
          option(
            '--after <n>',
            'the last entry that you read; a later one refuses the answer. To agree to terms or counter them needs it',
          ),
          option('--replace', 'agree, of a council: in place of its consent to another use by who asked'),
          OWN_ORGANIZATION,
        ],
        load: async () => (await import('./requests.ts')).answer,
      },
    ),
    act('inbox', 'list what your key and its organizations are told, the newest 50', {
      takes: [option('--unread', 'only what you have not read')],
      load: async () => (await import('./desk/inbox.ts')).inbox,
    }),
    parent('call', 'call for proposals on assets, or read such calls'),
    act('call open', 'open a call; the same file again on the same day opens it once', {
      takes: [required('--file <call.json>', 'what the call says, as docs/calls.md shows')],
      load: async () => (await import('./desk/calls.ts')).open,
    }),
    act('call change', 'change an open call; each change is listed', {
      takes: [CALL, required('--file <change.json>', 'what to change; what it does not name stays')],
      load: async () => (await import('./desk/calls.ts')).change,
    }),
    act('call list', 'list calls, opened last first', {
      takes: [
        option('--state <state>', 'open, closed or withdrawn (default: all)'),
        option('--organization <id>', 'of this organization'),
      ],
      load: async () => (await import('./desk/calls.ts')).list,
    }),
    act('call show', 'show a call and those of its assets that you may see', {
      takes: [CALL],
      load: async () => (await import('./desk/calls.ts')).show,
    }),
    act('call close', 'take no more proposals from now on; what was proposed goes on', {
      takes: [CALL],
      load: async () => (await import('./desk/calls.ts')).close,
    }),
    act('call withdraw', 'take a call back; its page says why', {
      takes: [
        CALL,
        option('--reason <text>', 'why, in English'),
        option('--reason-zh <text>', 'why, in Chinese; one of the two is needed'),
      ],
      load: async () => (await import('./desk/calls.ts')).withdraw,
    }),
    act('call proposals', 'list what answers a call of yours; of another call, what you proposed', {
      takes: [CALL],
      load: async () => (await import('./desk/calls.ts')).proposals,
    }),
  ],
};

const VERIFICATION: ActGroup = {
  title: 'Download and verify',
  acts: [
    act('download', 'fetch the files of a version that a license opens, with their proof', {
      takes: [
        argument('<LICENSE>', 'license number'),
        required('--out <dir>', 'folder to write to'),
        option('--version <n>', 'of which version (default: the newest that it opens)'),
      ],
      load: async () => (await import('./downloads.ts')).download,
    }),
    act('proof', 'export the proof bundle of an asset or license', {
      takes: [
        argument('<ASSET|LICENSE>', 'asset id or license number'),
        required('--out <file>', 'file to write, *.lanran.json'),
      ],
      load: async () => (await import('./downloads.ts')).proof,
    }),
    act('verify', 'check a file, folder or bundle, without the platform', {
      takes: [
        argument('<PATH>', 'file, folder or *.lanran.json'),
        option('--bundle <file>', 'the proof bundle (default: the one beside the file)'),
        option('--trust <file>', 'trust file: which log, key, chain and contracts are the real ones'),
        option('--rpc <url>', 'a node of the chain to ask'),
        option('--offline', 'ask nobody (default without --rpc)'),
        option('--strict', 'accept nothing unknown'),
        option('--witness <vkey...>', 'keys of witnesses you trust'),
      ],
      load: async () => (await import('./verification.ts')).verify,
    }),
  ],
};

const FIXITY: ActGroup = {
  title: 'Fixity',
  acts: [
    parent('fixity', 'read stored originals again, and bring back damaged ones'),
    act('fixity run', 'read every stored original now, for the operator; ends as one statement', {
      takes: [NO_WAIT],
      load: async () => (await import('./fixity.ts')).fixityRun,
    }),
    act('fixity check', "read one asset's originals now, for editors of its holder and the operator", {
      takes: [ASSET, NO_WAIT],
      load: async () => (await import('./fixity.ts')).fixityCheck,
    }),
    act(
      'fixity status',
      'when originals were read last, and what is damaged: of an asset, or of all for the operator',
      {
        takes: [argument('[ASSET]', 'asset id')],
        load: async () => (await import('./fixity.ts')).fixityStatus,
      },
    ),
    act('fixity repair', 'repair damaged originals with the published files; their names may differ', {
      takes: [ASSET, argument('<PATH...>', "files, or folders: a downloaded package, a backup's files")],
      load: async () => (await import('./fixity.ts')).fixityRepair,
    }),
    act('fixity proof', "prove what the last run found of an asset's originals, offline", {
      takes: [ASSET, required('--out <file>', 'the bundle to write, *.lanran.json')],
      load: async () => (await import('./fixity.ts')).fixityProof,
    }),
  ],
};

const CUSTODY: ActGroup = {
  title: 'Assets and custody',
  acts: [
    act('show', 'how an asset, organization or license stands now', {
      takes: [argument('<ASSET|ORGANIZATION|LICENSE>', "id, or an organization's slug")],
      load: async () => (await import('./finding/show.ts')).show,
    }),
    act('transfer', 'a holder offers custody of an asset', {
      takes: [
        ASSET,
        option('--to <organization>', 'who may take it over, by id or slug'),
        option('--cancel', 'take the offer back'),
        YES,
      ],
      load: async () => (await import('./custody.ts')).transfer,
    }),
    act('accept', 'take over an asset that was offered to you', {
      takes: [
        ASSET,
        required('--for <organization>', 'which of your organizations takes it, by id or slug'),
        YES,
      ],
      load: async () => (await import('./custody.ts')).accept,
    }),
    act('withdraw', 'a holder takes an asset back from sale, for good', {
      takes: [ASSET, YES],
      load: async () => (await import('./custody.ts')).withdraw,
    }),
    act('take-down', 'a holder or council has an asset, or a part of it, erased for good', {
      takes: [
        ASSET,
        required('--reason <text>', 'why, for everybody to read'),
        option('--version <number>', 'this version alone'),
        option('--file <path>', 'this file alone'),
        option('--field <name>', 'this field alone, such as description'),
        option('--for <organization>', 'who acts, by id or slug: the holder or the community'),
        option('--despite-licenses', 'though live licenses lose files'),
        YES,
      ],
      load: async () => (await import('./custody.ts')).takeDown,
    }),
  ],
};

const DISPUTES: ActGroup = {
  title: 'Disputes, and pausing sales',
  acts: [
    act('dispute', 'a council or auditor stops new licenses of an asset', {
      takes: [ASSET, required('--reason <text>', 'why, for everybody to read'), DISPUTANT],
      load: async () => (await import('./disputes.ts')).dispute,
    }),
    act('dispute-retract', 'take a dispute of yours back', {
      takes: [ASSET, DISPUTANT],
      load: async () => (await import('./disputes.ts')).disputeRetract,
    }),
    act('dispute-resolve', 'the accreditor decides a dispute', {
      takes: [
        ASSET,
        required('--organization <id>', 'who disputes the asset, by id or slug'),
        required('--reason <text>', 'what was decided and why, for everybody to read'),
      ],
      load: async () => (await import('./disputes.ts')).disputeResolve,
    }),
    act('pause', 'accreditor or operator: no new licenses are sold for now', {
      load: async () => (await import('./disputes.ts')).pause,
    }),
    act('resume', 'accreditor or operator: sales go on', {
      load: async () => (await import('./disputes.ts')).resume,
    }),
  ],
};

const CONCEPT_PROPOSAL = argument('<PROPOSAL>', 'its id, as lanran concepts proposals shows it');
const PROPOSAL_MESSAGE = option('--message <text>', 'why, for who decides');

const CONCEPTS: ActGroup = {
  title: 'Concepts of the vocabularies',
  acts: [
    parent(
      'concepts',
      'terms of the vocabularies: labels, broader and narrower ones, notes (docs/concepts.md)',
    ),
    act('concepts list', 'accepted concepts, the nearest to a text first', {
      takes: [
        argument('[TEXT]', 'in the code or a label'),
        option('--vocabulary <name>', 'technique, motif, ich, place, material or ethnicGroup'),
      ],
      load: async () => (await import('./concepts/documents.ts')).conceptsList,
    }),
    act('concepts export', 'write all accepted concepts into a file', {
      takes: [
        required('--format <format>', 'turtle, jsonld or csv'),
        required('--out <file>', 'the file to write'),
        option('--vocabulary <name>', 'those of one vocabulary (default: all)'),
      ],
      load: async () => (await import('./concepts/documents.ts')).conceptsExport,
    }),
    act(
      'concepts import',
      'propose what is new or changed in a file; where anything of it is wrong, nothing',
      {
        takes: [
          argument('<FILE>', 'SKOS as .ttl or .jsonld, or .csv'),
          option('--format <format>', "turtle, jsonld or csv (default: by the file's ending)"),
          option('--organization <id>', 'which organization proposes, by id or slug'),
          PROPOSAL_MESSAGE,
          option('--accept', 'accept it as well; for who may'),
        ],
        load: async () => (await import('./concepts/documents.ts')).conceptsImport,
      },
    ),
    act('concepts propose', 'propose one concept: a new one, or a changed one with the same code', {
      takes: [
        argument('<FILE>', 'JSON: vocabulary, code, prefLabel and the rest (docs/concepts.md)'),
        option('--organization <id>', 'which organization proposes, by id or slug'),
        PROPOSAL_MESSAGE,
      ],
      load: async () => (await import('./concepts/proposals.ts')).conceptsPropose,
    }),
    act('concepts proposals', 'proposals that your key may see, newest first', {
      takes: [option('--state <state>', 'open, accepted, declined or withdrawn (default: open)')],
      load: async () => (await import('./concepts/proposals.ts')).conceptsProposals,
    }),
    act('concepts accept', 'the accreditor, or a community for its own concepts, accepts a proposal', {
      takes: [CONCEPT_PROPOSAL],
      load: async () => (await import('./concepts/proposals.ts')).conceptsAccept,
    }),
    act('concepts decline', 'decline a proposal', {
      takes: [CONCEPT_PROPOSAL, required('--reason <text>', 'why, for who proposed it')],
      load: async () => (await import('./concepts/proposals.ts')).conceptsDecline,
    }),
    act('concepts withdraw', 'take your own proposal back', {
      takes: [CONCEPT_PROPOSAL],
      load: async () => (await import('./concepts/proposals.ts')).conceptsWithdraw,
    }),
  ],
};

const ACCREDITATION: ActGroup = {
  title: 'Admission of organizations',
  acts: [
    act('accredit', 'the accreditor admits an organization that asked for it', {
      takes: [
        ORGANIZATION,
        option('--owner <address>', 'first owner (default: who asked)'),
        option('--payout <address>', 'where its money goes (default: its owner)'),
        option('--council <address>', "a community's council (default: its owner)"),
      ],
      load: async () => (await import('./accreditation.ts')).accredit,
    }),
    act('accredit requests', 'who waits for admission, with contact and letter', {
      load: async () => (await import('./accreditation.ts')).openRequests,
    }),
    act('accredit ask', 'ask an asker something', {
      takes: [ORGANIZATION, required('--question <text>', 'what you want to know')],
      load: async () => (await import('./accreditation.ts')).accreditAsk,
    }),
    act('accredit refuse', 'say no to a request; its short name is free again', {
      takes: [ORGANIZATION, required('--reason <text>', 'why, for who asked')],
      load: async () => (await import('./accreditation.ts')).accreditRefuse,
    }),
    act(
      'accredit suspend',
      'announce that an organization may not publish, offer, buy or dispute, from seven days on',
      {
        takes: [
          argument('<ORGANIZATION>', 'institution, studio or auditor, by id or slug'),
          required('--reason <text>', 'why, for everybody to read'),
        ],
        load: async () => (await import('./accreditation.ts')).accreditSuspend,
      },
    ),
    act('accredit lift', 'end a suspension, announced or in force', {
      takes: [ORGANIZATION],
      load: async () => (await import('./accreditation.ts')).accreditLift,
    }),
    act('accredit allow-dispute', 'let an organization dispute an asset again before 30 days have passed', {
      takes: [ASSET, argument('<ORGANIZATION>', 'whose dispute was resolved, by id or slug')],
      load: async () => (await import('./accreditation.ts')).accreditAllowDispute,
    }),
    parent('organization', 'asking for admission, and what an organization says of itself'),
    act(
      'organization request',
      'ask for an organization, or correct what you asked for; your key is proposed as its first owner',
      {
        takes: [
          argument('<SLUG>', 'short name: a-z, 0-9 and -'),
          required('--kind <kind>', 'institution, studio, community or auditor'),
          required('--name <text>', 'name in English'),
          option('--name-zh <text>', 'name in Chinese'),
          option('--contact <text>', 'e-mail address or telephone number; the accreditor alone sees it'),
          option('--letter <text>', 'who you are and why you ask; the accreditor alone sees it'),
        ],
        load: async () => (await import('./accreditation.ts')).organizationRequest,
      },
    ),
    act('organization requests', 'what your key asked for, and what became of it', {
      load: async () => (await import('./accreditation.ts')).ownRequests,
    }),
    act('organization answer', 'answer what the accreditor asked', {
      takes: [ORGANIZATION, required('--text <text>', 'the answer')],
      load: async () => (await import('./accreditation.ts')).requestAnswer,
    }),
    act(
      'organization describe',
      'change what an organization says of itself: contact, website, what it welcomes, bank details',
      {
        takes: [
          ORGANIZATION,
          option(
            '--file <profile.json>',
            'what to change; null deletes, and what it does not name stays. Without it: print what is said now, as such a file',
          ),
        ],
        load: async () => (await import('./organizations/describe.ts')).describeOrganization,
      },
    ),
    act('organization withdraw', 'take your request back; its short name is free again', {
      takes: [ORGANIZATION],
      load: async () => (await import('./accreditation.ts')).requestWithdraw,
    }),
    parent('webhook', 'programs of an organization that are called with what its inbox is told'),
    act('webhook add', 'have a program called; prints its secret, once', {
      takes: [
        argument('<ORG>', 'id or slug of the organization'),
        argument('<URL>', 'https:// address on the public Internet'),
        option('--kinds <names>', 'comma-separated, such as asked,license_ends (default: all)'),
      ],
      load: async () => (await import('./desk/webhooks.ts')).add,
    }),
    act('webhook list', 'which webhooks an organization has, and how they stand', {
      takes: [argument('<ORG>', 'id or slug of the organization')],
      load: async () => (await import('./desk/webhooks.ts')).list,
    }),
    act('webhook test', 'call a webhook once', {
      takes: [argument('<WEBHOOK>', 'its id')],
      load: async () => (await import('./desk/webhooks.ts')).test,
    }),
    act('webhook remove', 'delete a webhook with its deliveries', {
      takes: [argument('<WEBHOOK>', 'its id')],
      load: async () => (await import('./desk/webhooks.ts')).remove,
    }),
  ],
};

const OFFICES: ActGroup = {
  title: 'Operator and accreditor',
  acts: [
    parent('operator', 'who runs the platform'),
    act(
      'operator hand-on',
      'the operator asks another key to follow; it stays the operator until that key accepts',
      { takes: [SUCCESSOR], load: async () => (await import('./offices.ts')).operatorHandOn },
    ),
    act('operator take-back', 'the operator asks nobody to follow any longer', {
      load: async () => (await import('./offices.ts')).operatorTakeBack,
    }),
    act('operator accept', 'become the operator, as the present one asked you', {
      load: async () => (await import('./offices.ts')).operatorAccept,
    }),
    act(
      'operator reset',
      "vacate the office when the operator's key is lost; a new one-time link names the next one",
      { takes: [DATA_DIR], load: async () => (await import('./offices.ts')).operatorReset },
    ),
    parent('accreditor', 'who decides which organizations take part'),
    act(
      'accreditor hand-on',
      'the accreditor asks another key to follow; both have the role until that key accepts',
      { takes: [SUCCESSOR], load: async () => (await import('./offices.ts')).accreditorHandOn },
    ),
    act('accreditor take-back', 'the accreditor takes the role back from whom it asked to follow', {
      load: async () => (await import('./offices.ts')).accreditorTakeBack,
    }),
    act('accreditor accept', 'become the only accreditor, as the present one asked you', {
      load: async () => (await import('./offices.ts')).accreditorAccept,
    }),
  ],
};

const MEMBERS: ActGroup = {
  title: 'Keys of an organization',
  acts: [
    parent('members', "an organization's keys"),
    act('members add', 'an owner adds a key', {
      takes: [...MEMBER, required('--role <role>', 'owner, editor or viewer')],
      load: async () => (await import('./members.ts')).membersAdd,
    }),
    act('members remove', 'an owner ends a key, for good', {
      takes: [
        ...MEMBER,
        option('--payout <address>', MEMBER_PAYOUT),
        option('--compromised-since <leaf>', 'what it signed from this leaf of the log on does not count'),
      ],
      load: async () => (await import('./members.ts')).membersRemove,
    }),
    act('members replace', "an owner puts a new key in an old one's place and role", {
      takes: [
        ...MEMBER,
        required('--by <address>', 'the new key'),
        option('--payout <address>', MEMBER_PAYOUT),
      ],
      load: async () => (await import('./members.ts')).membersReplace,
    }),
    act('members list', 'the keys that act for an organization', {
      takes: [ORGANIZATION],
      load: async () => (await import('./members.ts')).membersList,
    }),
    act('payout', "an owner names where the organization's money goes", {
      takes: [ORGANIZATION, argument('<ADDRESS>', 'where it is paid from now on')],
      load: async () => (await import('./members.ts')).payout,
    }),
    act('whoami', "your key's address, and the organizations it acts for", {
      load: async () => (await import('./finding/show.ts')).whoami,
    }),
  ],
};

const COUNCIL: ActGroup = {
  title: 'Councils',
  acts: [
    parent('council', "communities' councils"),
    act('council create', 'make a Safe, whose owners act together', {
      takes: [
        required('--owner <address...>', "an owner's key; once for each"),
        required('--threshold <n>', 'how many of them have to sign'),
      ],
      load: async () => (await import('./council.ts')).councilCreate,
    }),
    act('council desk', "what a Safe's owners signed and are asked to sign", {
      takes: [argument('<SAFE>', 'address of the Safe')],
      load: async () => (await import('./council.ts')).councilDesk,
    }),
    act('council sign', 'sign what another owner proposed; the last signature that is needed executes it', {
      takes: [argument('<HASH>', 'hash of the proposal, as the desk shows it')],
      load: async () => (await import('./council.ts')).councilSign,
    }),
    act('council succeed', 'name the next council; of the accreditor, a proposal', {
      takes: [
        COMMUNITY,
        required('--candidate <address>', 'key or Safe that is to be the council'),
        option('--payout <address>', `${COUNCIL_PAYOUT}; not for the accreditor`),
      ],
      load: async () => (await import('./council.ts')).councilSucceed,
    }),
    act('council veto', 'the present council ends a succession', {
      takes: [COMMUNITY],
      load: async () => (await import('./council.ts')).councilVeto,
    }),
    act('council accept', 'the candidate takes the seat', {
      takes: [COMMUNITY, option('--payout <address>', COUNCIL_PAYOUT)],
      load: async () => (await import('./council.ts')).councilAccept,
    }),
  ],
};

/** `backup`, `backup verify` and `restore` work on this machine and need no key; the others ask a running platform, as its operator. */
const BACKUPS: ActGroup = {
  title: 'Backups',
  acts: [
    act('backup', 'copy a data directory into one file, also while the platform runs', {
      takes: [
        DATA_DIR,
        option('--out <file>', 'the file to write'),
        option(
          '--recipient <age1>',
          'encrypt it to this age key, none for a backup in clear (default: the one set with backup recipient)',
        ),
      ],
      load: async () => (await import('./backups.ts')).backup,
    }),
    act('backup verify', 'read every byte of a backup and compare it with its manifest', {
      takes: [argument('<FILE>', 'the backup'), IDENTITY],
      load: async () => (await import('./backups.ts')).backupVerify,
    }),
    act('backup create', 'have the running platform make a backup, and wait for it; by its operator', {
      load: async () => (await import('./backups.ts')).backupCreate,
    }),
    act('backup list', 'the backups that the platform keeps; for its operator', {
      load: async () => (await import('./backups.ts')).backupList,
    }),
    act(
      'backup fetch',
      'download a backup of the platform (--out FILE); run again, it goes on where it was',
      {
        takes: [argument('<ID>', 'the backup')],
        load: async () => (await import('./backups.ts')).backupFetch,
      },
    ),
    act('backup delete', 'delete a backup of the platform', {
      takes: [argument('<ID>', 'the backup')],
      load: async () => (await import('./backups.ts')).backupDelete,
    }),
    parent('backup recipient', 'the age key that backups are encrypted to; by the operator'),
    act('backup recipient show', 'which one it is', {
      load: async () => (await import('./backups.ts')).recipientShow,
    }),
    act('backup recipient set', 'encrypt backups to this key from now on', {
      takes: [RECIPIENT],
      load: async () => (await import('./backups.ts')).recipientSet,
    }),
    act('backup recipient clear', 'make backups in clear from now on', {
      load: async () => (await import('./backups.ts')).recipientClear,
    }),
    act('restore', 'bring a backup into a new data directory', {
      takes: [
        argument('<FILE>', 'the backup'),
        required('--data-dir <dir>', 'a directory that is empty or not there'),
        IDENTITY,
      ],
      load: async () => (await import('./backups.ts')).restoreBackup,
    }),
  ],
};

const VAULT: ActGroup = {
  title: 'Vault and recovery keys',
  acts: [
    parent('vault', 'the keys that originals at rest are encrypted to'),
    act(
      'vault new-key',
      'make a new vault key in a data directory on this machine; the next start takes it',
      {
        takes: [DATA_DIR],
        load: async () => (await import('./vault.ts')).vaultNewKey,
      },
    ),
    act('vault rotate', 'encrypt the keys of all files to the newest vault key; the files themselves stay', {
      load: async () => (await import('./vault.ts')).vaultRotate,
    }),
    act('vault reencrypt', 'encrypt files again under new keys, after a key has leaked', {
      takes: [option('--organization <org>', 'those of one organization (default: all)')],
      load: async () => (await import('./vault.ts')).vaultReencrypt,
    }),
    parent('recovery', 'the age key that opens your originals without the platform'),
    act('recovery show', 'which one it is', {
      takes: [argument('<ORG>', 'organization')],
      load: async () => (await import('./vault.ts')).recoveryShow,
    }),
    act('recovery set', 'encrypt its originals to this key too, those there are soon; by an owner', {
      takes: [argument('<ORG>', 'organization'), RECIPIENT],
      load: async () => (await import('./vault.ts')).recoverySet,
    }),
    act('recovery remove', 'encrypt its originals to the vault alone; by an owner', {
      takes: [argument('<ORG>', 'organization')],
      load: async () => (await import('./vault.ts')).recoveryRemove,
    }),
  ],
};

export const ACTS: readonly ActGroup[] = [
  FINDING,
  PUBLISHING,
  CONSENT,
  SALES,
  LICENSES,
  DELIVERY,
  ORDERS,
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
  VAULT,
];
