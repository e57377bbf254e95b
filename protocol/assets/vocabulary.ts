/** A term of a controlled vocabulary, named in both languages. */
export interface VocabularyTerm {
  readonly vocabulary: 'technique' | 'motif' | 'ich' | 'place' | 'material' | 'ethnicGroup';
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

/*
 * The base vocabulary, offered before anything is published. Codes of the vocabulary `ich` are items of China's national list of intangible cultural heritage
 * (ihchina.cn); only codes that could be confirmed are given.
 */

const term = (
  vocabulary: VocabularyTerm['vocabulary'],
  code: string,
  en: string,
  zh: string,
): VocabularyTerm => ({
  vocabulary,
  code,
  en,
  zh,
});

export const TECHNIQUE = {
  batik: term('technique', 'batik', 'Batik (wax-resist dyeing)', '蜡染'),
  tieDye: term('technique', 'tie-dye', 'Tie-dye', '扎染'),
  satinStitch: term('technique', 'satin-stitch', 'Satin-stitch embroidery', '平绣'),
  crossStitch: term('technique', 'cross-stitch', 'Counted cross-stitch', '挑花'),
  feltApplique: term('technique', 'silk-felt-applique', 'Appliqué of silk felt', '蚕锦绣'),
  brocade: term('technique', 'brocade', 'Brocade weaving', '织锦'),
  silver: term('technique', 'silver-chasing', 'Chased and wrought silver', '银饰锻制'),
  pleating: term('technique', 'pleating', 'Pleating', '百褶'),
  indigo: term('technique', 'indigo-dyeing', 'Indigo dyeing', '靛染'),
};

export const MOTIF = {
  whirlpool: term('motif', 'whirlpool', 'Whirlpool', '涡妥纹'),
  butterflyMother: term('motif', 'butterfly-mother', 'Butterfly mother', '蝴蝶妈妈'),
  bronzeDrum: term('motif', 'bronze-drum', 'Bronze drum', '铜鼓纹'),
  dragon: term('motif', 'dragon', 'Dragon', '龙纹'),
  bird: term('motif', 'bird', 'Bird', '鸟纹'),
  pheasant: term('motif', 'golden-pheasant', 'Golden pheasant', '锦鸡纹'),
  fern: term('motif', 'fern', 'Fern', '蕨菜纹'),
  diamond: term('motif', 'diamond', 'Diamond lattice', '菱形纹'),
  spider: term('motif', 'spider', 'Spider', '蜘蛛纹'),
  flower: term('motif', 'eight-petal-flower', 'Eight-petaled flower', '八瓣花'),
  fish: term('motif', 'fish', 'Fish', '鱼纹'),
  sun: term('motif', 'sun', 'Sun', '太阳纹'),
};

export const ICH = {
  miaoBatik: term('ich', 'VIII-25', 'Miao batik', '苗族蜡染技艺'),
  miaoSilver: term('ich', 'VIII-40', 'Miao silver forging', '苗族银饰锻制技艺'),
  miaoSongs: term('ich', 'I-1', 'Ancient songs of the Miao', '苗族古歌'),
  lushengDance: term('ich', 'III-23', 'Miao lusheng dance', '苗族芦笙舞'),
  miaoNewYear: term('ich', 'X-83', 'Miao New Year', '苗年'),
  dongChorus: term('ich', 'II-28', 'Grand song of the Dong', '侗族大歌'),
};

export const PLACE = {
  danzhai: term('place', 'danzhai', 'Danzhai, Guizhou', '贵州丹寨'),
  leishan: term('place', 'leishan', 'Leishan, Guizhou', '贵州雷山'),
  taijiang: term('place', 'taijiang', 'Taijiang, Guizhou', '贵州台江'),
  congjiang: term('place', 'congjiang', 'Congjiang, Guizhou', '贵州从江'),
  rongjiang: term('place', 'rongjiang', 'Rongjiang, Guizhou', '贵州榕江'),
  liping: term('place', 'liping', 'Liping, Guizhou', '贵州黎平'),
  zhenning: term('place', 'zhenning', 'Zhenning, Guizhou', '贵州镇宁'),
  anshun: term('place', 'anshun', 'Anshun, Guizhou', '贵州安顺'),
  huaxi: term('place', 'huaxi', 'Huaxi, Guiyang, Guizhou', '贵州贵阳花溪'),
};

export const PEOPLE = {
  miao: term('ethnicGroup', 'miao', 'Miao', '苗族'),
  dong: term('ethnicGroup', 'dong', 'Dong', '侗族'),
  buyi: term('ethnicGroup', 'buyi', 'Buyi', '布依族'),
};

export const MATERIAL = {
  cotton: term('material', 'cotton', 'Cotton', '棉'),
  silk: term('material', 'silk', 'Silk', '丝'),
  silver: term('material', 'silver', 'Silver', '银'),
};

export const BASE_VOCABULARY: readonly VocabularyTerm[] = [
  TECHNIQUE,
  MOTIF,
  ICH,
  PLACE,
  PEOPLE,
  MATERIAL,
].flatMap((terms) => Object.values(terms));
