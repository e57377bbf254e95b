import { z } from 'zod';
import type { RunningServer } from '../running-server.ts';

const REPEATED = 40;

const PAGE = `query ($filter: AssetFilter, $isWhole: Boolean!) { assets(filter: $filter, first: 20) {
  totalCount pageInfo { endCursor hasNextPage } parts { text count } isWhole
  edges { cursor sale { isNow from { amount token } } relevance { score parts { label score } } highlights { field text spans { start end } }
    node { id kind synthetic isWithdrawn title { en zh } holder { id name { en zh } }
      community { id name { en zh } labels { code title { en zh } } }
      cover { id image { width height placeholder } } missingPicture { why format } } }
  facets @include(if: $isWhole) { onOffer kinds { value count } access { value count }
    communities { count organization { id name { en zh } } } holders { count organization { id name { en zh } } }
    terms { count term { vocabulary code en zh } } peoples { code count } colors { value count } } } }`;

const Counted = z.object({ data: z.object({ assets: z.object({ totalCount: z.number() }) }) });

interface PageAsked {
  readonly text: string | null;
  readonly headers: object;
  /** With facets. */
  readonly isWhole?: boolean;
}

interface TimedPage {
  readonly cpuMs: number;
  readonly total: number;
  readonly answer: unknown;
}

/** CPU time of all server processes for a page of the catalog as the web client asks for it. */
export async function timePage(
  platform: RunningServer,
  { text, headers, isWhole = true }: PageAsked,
  repeated = REPEATED,
): Promise<TimedPage> {
  const filter = text === null ? {} : { text };
  const ask = () => platform.ask(PAGE, { filter, isWhole }, headers);
  for (let warming = 0; warming < 3; warming += 1) await ask();
  const before = platform.cpuMs();
  let [answer, total]: [unknown, number] = [null, 0];
  for (let time = 0; time < repeated; time += 1) {
    answer = await ask();
    const parsed = Counted.safeParse(answer);
    if (!parsed.success) throw new Error(JSON.stringify(answer).slice(0, 500));
    total = parsed.data.data.assets.totalCount;
  }
  return { cpuMs: Math.round((10 * (platform.cpuMs() - before)) / repeated) / 10, total, answer };
}
