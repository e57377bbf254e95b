import type { Schedule, ScheduleRow } from '@lanran/protocol/binders/schedule';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { formatDay } from '@lanran/protocol/kernel/day';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { rightName, rightsOf } from '@lanran/protocol/licensing/rights';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Wish } from '@lanran/protocol/licensing/window';
import { bothOf, dateText, listed, same } from './bilingual.ts';
import { mediaText, placesText } from './grant-rows.ts';
import { type Letterhead, letterheadOf } from './letterhead.ts';
import type { Paper, PaperCell, PaperColumn, PaperTable } from './paper.ts';

export interface ScheduleFacts {
  readonly schedule: Schedule;
  readonly licensee: Letterhead;
  /** Page of the list or order. */
  readonly address: URL;
}

/** Of a title or a name, so that 25 rows fit on a page. */
const MOST_CHARACTERS = 44;
const MOST_CREDIT = 60;

/** Licenses of a film as one table: what each is of, for what, until when, and how it is credited. */
export function schedulePaper({ schedule, licensee, address }: ScheduleFacts): Paper {
  const { rows, unlicensed, title, madeAt } = schedule;
  const uses = usesOf(rows);
  const ended = rows.filter(({ folder }) => folder === null);
  return {
    ...letterheadOf(licensee),
    title: { en: 'Schedule of licenses', zh: '许可一览表' },
    numberName: { en: 'Schedule number', zh: '编号' },
    number: scheduleNumberOf(schedule),
    stamp: null,
    subject: same(title),
    lead: {
      en: `${rows.length} licenses. Each has its certificate, terms and proof in the folder of its package.`,
      zh: `共${rows.length}项许可。每项许可的证书、条款与证明均在其数据包文件夹内。`,
    },
    facts: [
      { name: { en: 'Made on', zh: '制作日期' }, value: dateText(new Date(madeAt)) },
      ...(ended.length === 0
        ? []
        : [
            {
              name: { en: 'Ended', zh: '已终止' },
              value: same(ended.map(({ number }) => number).join(', ')),
              isStrong: true,
            },
          ]),
      ...(unlicensed.length === 0
        ? []
        : [
            {
              name: { en: 'On the list without a license', zh: '清单中尚无许可' },
              value: same(unlicensed.map(({ identifier, asset }) => identifier ?? asset).join(', ')),
            },
          ]),
    ],
    rows: uses.map(({ wish, rights }, at) => ({
      name: { en: `Use ${letterOf(at)}`, zh: `用途${letterOf(at)}` },
      value: useText(wish, rights),
    })),
    table: tableOf(rows, uses),
    amounts: [],
    lists: [],
    check: {
      address: address.href,
      short: `${address.host}${address.pathname.slice(0, 24)}`,
      note: { en: 'List or order, for its owner:', zh: '清单或订单（供其所有者查看）：' },
    },
    details: [],
    note: {
      en: 'As the platform had it when this was made. A license’s page says whether it still stands; lanran verify checks the packages without the platform.',
      zh: '以制作时平台所载为准。许可页面显示其是否仍然有效；lanran verify 可离线核验各数据包。',
    },
    issuedAt: madeAt,
  };
}

/** The same licenses have the same number. */
export function scheduleNumberOf({ rows }: Pick<Schedule, 'rows'>): string {
  return shortNumberOf(keccak256(utf8(rows.map(({ licenseId }) => licenseId).join())));
}

interface Use {
  readonly wish: Wish;
  readonly rights: number;
  readonly key: string;
}

/** What the rows allow, each once, in the order in which they come. */
function usesOf(rows: readonly ScheduleRow[]): Use[] {
  const uses = new Map<string, Use>();
  for (const { terms } of rows) {
    const key = keyOf(terms);
    if (!uses.has(key)) uses.set(key, { wish: terms.wish, rights: terms.rights, key });
  }
  return [...uses.values()];
}

/** Days stand in the rows. */
function keyOf({ wish, rights }: ScheduleRow['terms']): string {
  return [wish.media, wish.territories, wish.exclusive, rights].join();
}

function useText(wish: Wish, rights: number): BilingualText {
  const names = rightsOf(rights);
  return listed([
    mediaText(wish),
    placesText(wish),
    wish.exclusive ? { en: 'exclusive', zh: '独占' } : { en: 'not exclusive', zh: '非独占' },
    ...names.map((right) => ({ en: rightName(right, 'en'), zh: rightName(right, 'zh') })),
  ]);
}

function letterOf(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : `${letterOf(Math.floor(at / 26) - 1)}${letterOf(at % 26)}`;
}

const COLUMNS: readonly PaperColumn[] = [
  { name: { en: 'No.', zh: '序号' }, share: 0.05 },
  { name: { en: 'License', zh: '许可编号' }, share: 0.14 },
  { name: { en: 'Asset', zh: '资产' }, share: 0.29 },
  { name: { en: 'Holder, community', zh: '持有机构、社区' }, share: 0.2 },
  { name: { en: 'Days, use', zh: '期限、用途' }, share: 0.14 },
  { name: { en: 'Credit', zh: '署名' }, share: 0.18 },
];

function tableOf(rows: readonly ScheduleRow[], uses: readonly Use[]): PaperTable {
  return {
    columns: COLUMNS,
    rows: rows.map((row, at) => ({
      cells: cellsOf(row, { at, use: uses.findIndex(({ key }) => key === keyOf(row.terms)) }),
      isStruck: row.folder === null,
    })),
  };
}

function cellsOf(row: ScheduleRow, { at, use }: { readonly at: number; readonly use: number }): PaperCell[] {
  const { wish } = row.terms;
  const { zh, en } = bothOf(row.title);
  const title = zh === en ? cut(zh, MOST_CHARACTERS) : cut(`${zh} ${en}`, MOST_CHARACTERS);
  return [
    [String(at + 1)],
    [row.number, ...(row.ended === null ? [] : [`${row.ended.revokedAt.slice(0, 10)} 撤销 revoked`])],
    [title, [row.identifier, row.asset].filter((each) => each !== null).join(' · ')],
    [
      cut(bothOf(row.holder.name).zh, MOST_CHARACTERS),
      ...(row.community === null ? [] : [cut(bothOf(row.community.name).zh, MOST_CHARACTERS)]),
    ],
    [`${formatDay(wish.firstDay)} –`, `${formatDay(wish.lastDay)} · ${letterOf(use)}`],
    ['', cut(row.creditLine ?? '—', MOST_CREDIT)],
  ];
}

function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
