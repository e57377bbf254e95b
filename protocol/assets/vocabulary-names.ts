import { OTHER_PEOPLE_NAMES } from './peoples.ts';
import {
  BASE_VOCABULARY,
  ICH,
  MATERIAL,
  MOTIF,
  PEOPLE,
  PLACE,
  TECHNIQUE,
  type VocabularyTerm,
} from './vocabulary.ts';

/** Names that tables use for terms of the base vocabulary, beside their codes and the two names that are shown. */
const OTHER_NAMES: readonly (readonly [VocabularyTerm, ...string[]])[] = [
  [TECHNIQUE.batik, 'wax resist', 'wax-resist dyeing', 'wax dyeing', 'batik dyeing', '蜡缬', '蜡染技艺'],
  [TECHNIQUE.tieDye, 'tie dyeing', '扎缬', '绞缬'],
  [TECHNIQUE.satinStitch, 'satin stitch', '平针绣'],
  [TECHNIQUE.crossStitch, 'cross-stitch embroidery', '挑花绣'],
  [TECHNIQUE.feltApplique, 'silk felt', '蚕锦'],
  [TECHNIQUE.brocade, 'brocading', 'brocade weave'],
  [TECHNIQUE.silver, 'silverwork', '银饰制作', '银饰锻造'],
  [TECHNIQUE.pleating, '百褶工艺'],
  [TECHNIQUE.indigo, 'indigo', 'indigo dye', '靛蓝染', '蓝靛染'],
  [MOTIF.whirlpool, '窝妥纹', '涡妥'],
  [MOTIF.butterflyMother, 'mother butterfly', 'Mais Bangx', '妹榜妹留', '蝴蝶妈妈纹'],
  [MOTIF.bronzeDrum, 'bronze drums', '铜鼓'],
  [MOTIF.dragon, 'dragons', '龙'],
  [MOTIF.bird, 'birds', '鸟'],
  [MOTIF.pheasant, 'golden pheasants', '锦鸡'],
  [MOTIF.fern, 'ferns', '蕨', '蕨纹', '蕨菜'],
  [MOTIF.diamond, 'diamond', 'lozenge', '菱纹', '菱形'],
  [MOTIF.spider, 'spiders', '蜘蛛'],
  [MOTIF.flower, 'eight-petal flower', 'eight-petaled flower', '八瓣花纹'],
  [MOTIF.fish, 'fishes', '鱼'],
  [MOTIF.sun, 'suns', '太阳', '日纹'],
  [ICH.miaoBatik, 'Miao batik technique', '苗族蜡染'],
  [ICH.miaoSilver, 'Miao silversmithing', '苗族银饰'],
  [ICH.lushengDance, 'lusheng dance', '芦笙舞'],
  [ICH.dongChorus, 'Grand song', '大歌'],
  [PLACE.danzhai, 'Danzhai County', '丹寨', '丹寨县'],
  [PLACE.leishan, 'Leishan County', '雷山', '雷山县'],
  [PLACE.taijiang, 'Taijiang County', '台江', '台江县'],
  [PLACE.congjiang, 'Congjiang County', '从江', '从江县'],
  [PLACE.rongjiang, 'Rongjiang County', '榕江', '榕江县'],
  [PLACE.liping, 'Liping County', '黎平', '黎平县'],
  [PLACE.zhenning, 'Zhenning County', '镇宁', '镇宁县'],
  [PLACE.anshun, 'Anshun City', '安顺', '安顺市'],
  [PLACE.huaxi, 'Huaxi District', '花溪', '花溪区'],
  [MATERIAL.cotton, '棉布', '棉线'],
  [MATERIAL.silk, 'silks', '丝绸', '丝线', '蚕丝'],
  [MATERIAL.silver, '白银'],
];

/** By vocabulary and folded name; codes and shown names go before other names. */
const BY_NAME = new Map<string, VocabularyTerm>();
for (const term of BASE_VOCABULARY) add(term, [term.code, term.en, term.zh]);
for (const [term, ...names] of OTHER_NAMES) add(term, names);
for (const [code, names] of OTHER_PEOPLE_NAMES) {
  const people = Object.values(PEOPLE).find((term) => term.code === code);
  if (people !== undefined) add(people, names);
}

function add(term: VocabularyTerm, names: readonly string[]): void {
  for (const name of names) {
    const key = keyOf(term.vocabulary, name);
    if (!BY_NAME.has(key)) BY_NAME.set(key, term);
  }
}

/** The base vocabulary's term of that code or name, in either language, whatever its case, accents, spaces and hyphens. */
export function findVocabularyTerm(vocabulary: string, name: string): VocabularyTerm | null {
  return BY_NAME.get(keyOf(vocabulary, name)) ?? null;
}

interface WrittenTerm {
  readonly vocabulary: string;
  readonly code: string;
  readonly en?: string | null | undefined;
  readonly zh?: string | null | undefined;
}

/** The base vocabulary's term that is meant by a term as it was written: by its code, else by a name. */
export function findMeantTerm({ vocabulary, code, en, zh }: WrittenTerm): VocabularyTerm | null {
  for (const name of [code, en, zh]) {
    const found = name == null ? null : findVocabularyTerm(vocabulary, name);
    if (found !== null) return found;
  }
  return null;
}

function keyOf(vocabulary: string, name: string): string {
  const folded = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return `${vocabulary}/${folded.replace(/[\s_-]+/g, '')}`;
}
