import type { RightsStatement } from '@lanran/protocol/assets/rights-statement';
import type { LocalizedText, PublishRequest, Term } from '@lanran/sdk/publishing/publication-check';
import type { Drawing } from './drawings.ts';
import type { DemoSlug } from './organizations.ts';
import { ICH, MATERIAL, MOTIF, PEOPLE, PLACE, TECHNIQUE } from '@lanran/protocol/assets/vocabulary';

export interface DemoConsent {
  readonly media: string;
  readonly territory: string;
  readonly shareBps: number;
}

export interface DemoOffer {
  readonly media: string;
  readonly territory: string;
  readonly price: string;
}

export interface DemoAsset {
  /** The holder's number for it, by which a repeated seed recognizes it. */
  readonly identifier: string;
  readonly holder: DemoSlug;
  readonly community: DemoSlug | null;
  readonly kind: PublishRequest['kind'];
  readonly access: PublishRequest['access'];
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  /** Of one that names a people and no community. */
  readonly noCommunityReason?: string;
  readonly terms: readonly Term[];
  readonly drawings: readonly Drawing[];
  /** A file of `films/`. */
  readonly film?: string;
  readonly hasPlates?: boolean;
  readonly hasModel?: boolean;
  readonly consent?: DemoConsent;
  readonly offer?: DemoOffer;
}

export const CREDIT_LINE =
  'Synthetic demonstration image, drawn by code; not a photograph of an object. 程序绘制的演示图像，并非实物照片。';

/** The drawings are the code's own. */
export const RIGHTS_STATEMENT: RightsStatement = {
  status: 'http://rightsstatements.org/vocab/InC/1.0/',
  rightsHolder: 'Lanran demonstration',
  basis: 'OWN_WORK',
};

const MUSEUM = { holder: 'demo-qingshui-museum', community: 'demo-miao-villages' } as const;
const LIPING = { holder: 'demo-liping-culture-center', community: 'demo-dong-villages' } as const;
const ANSHUN = { holder: 'demo-anshun-archive', community: null } as const;

/** Twelve assets of the three kinds; most wait for consent. Descriptions say what is drawn, not what an object was. */
export const DEMO_ASSETS: readonly DemoAsset[] = [
  {
    identifier: 'DEMO-QS-001',
    ...MUSEUM,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Batik whirlpool, Danzhai', zh: '丹寨蜡染涡妥纹' },
    description: {
      en: 'Eight pairs of volutes around a sun, white on indigo, after the whirlpool that Danzhai women draw on sleeves.',
      zh: '以太阳为心、八对涡纹环绕，蓝底白纹，取意于丹寨妇女画在衣袖上的涡妥纹。',
    },
    terms: [
      TECHNIQUE.batik,
      TECHNIQUE.indigo,
      MOTIF.whirlpool,
      MOTIF.sun,
      ICH.miaoBatik,
      PLACE.danzhai,
      PEOPLE.miao,
      MATERIAL.cotton,
    ],
    drawings: [
      { motif: 'whirlpool', name: 'whirlpool', format: 'tif' },
      { motif: 'whirlpool', name: 'whirlpool-preview', format: 'png', width: 1000 },
    ],
    consent: { media: 'THEATRICAL,TELEVISION,STREAMING,PUBLISHING', territory: 'WORLD', shareBps: 2000 },
    offer: { media: 'THEATRICAL,TELEVISION,STREAMING', territory: 'WORLD', price: '1200 TCNY' },
  },
  {
    identifier: 'DEMO-QS-002',
    ...MUSEUM,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Butterfly mother', zh: '蝴蝶妈妈' },
    description: {
      en: 'The butterfly of the ancient songs, from whose twelve eggs all beings came, with fish and ferns.',
      zh: '古歌中的蝴蝶妈妈，生十二枚蛋而有万物，伴以鱼与蕨。',
    },
    terms: [
      TECHNIQUE.batik,
      MOTIF.butterflyMother,
      MOTIF.fish,
      ICH.miaoBatik,
      ICH.miaoSongs,
      PLACE.danzhai,
      PEOPLE.miao,
    ],
    drawings: [{ motif: 'butterfly', name: 'butterfly-mother', format: 'tif' }],
    consent: { media: 'STREAMING,PUBLISHING,EXHIBITION,EDUCATION', territory: 'CN,FR,DE,JP', shareBps: 3000 },
  },
  {
    identifier: 'DEMO-QS-003',
    ...MUSEUM,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Coiled dragon with buffalo horns, Taijiang', zh: '台江水牛龙纹绣' },
    description: {
      en: 'A satin-stitched dragon with buffalo horns, coiled among flowers.',
      zh: '平绣水牛角龙，盘卷于花间。',
    },
    terms: [TECHNIQUE.satinStitch, MOTIF.dragon, PLACE.taijiang, PEOPLE.miao, MATERIAL.silk],
    drawings: [{ motif: 'dragon', name: 'dragon', format: 'png' }],
  },
  {
    identifier: 'DEMO-QS-004',
    ...MUSEUM,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Pair of golden pheasants', zh: '锦鸡对鸟纹' },
    description: {
      en: 'Two pheasants face a blossom; the tails fall to both sides.',
      zh: '双锦鸡对花而立，长尾分垂两侧。',
    },
    terms: [TECHNIQUE.batik, MOTIF.pheasant, MOTIF.bird, ICH.miaoBatik, PLACE.danzhai, PEOPLE.miao],
    drawings: [{ motif: 'birds', name: 'pheasants', format: 'png' }],
  },
  {
    identifier: 'DEMO-QS-005',
    ...MUSEUM,
    kind: 'COSTUME',
    access: 'RESTRICTED',
    title: { en: 'Hundred-bird robe', zh: '百鸟衣' },
    description: {
      en: 'A festival robe of silk felt with birds and curls, seen from behind, its hem of feathers. Shown to its people only.',
      zh: '蚕锦节日盛装背面，饰鸟纹与涡纹，下摆缀羽。仅供本社区查看。',
    },
    terms: [TECHNIQUE.feltApplique, MOTIF.bird, ICH.miaoNewYear, PLACE.rongjiang, PEOPLE.miao, MATERIAL.silk],
    drawings: [{ motif: 'bird-robe', name: 'hundred-bird-robe-back', format: 'png' }],
  },
  {
    identifier: 'DEMO-QS-006',
    ...MUSEUM,
    kind: 'COSTUME',
    access: 'LICENSED',
    title: { en: 'Silver collar with butterflies', zh: '蝴蝶坠银项圈' },
    description: {
      en: 'A chased crescent collar hung with butterflies and bells, worn at New Year.',
      zh: '錾花月牙项圈，垂蝴蝶与铃铛，苗年盛装所佩。',
    },
    terms: [
      TECHNIQUE.silver,
      MOTIF.butterflyMother,
      MOTIF.flower,
      ICH.miaoSilver,
      PLACE.leishan,
      PEOPLE.miao,
      MATERIAL.silver,
    ],
    drawings: [{ motif: 'silver-collar', name: 'silver-collar', format: 'tif' }],
    consent: { media: 'THEATRICAL,TELEVISION,STREAMING,GAME', territory: 'WORLD', shareBps: 2500 },
    offer: { media: 'THEATRICAL,STREAMING,GAME', territory: 'WORLD', price: '3600 TCNY' },
  },
  {
    identifier: 'DEMO-QS-007',
    ...MUSEUM,
    kind: 'FILM',
    access: 'LICENSED',
    title: { en: 'How indigo is made: storyboard', zh: '蓝靛的由来：分镜' },
    description: {
      en: 'Title card and three stills of a short film: terraces, the vat, cloth on the drying poles; four seconds of the film itself, and a plate sequence, of which one frame is missing.',
      zh: '短片片头与三幅分镜：梯田、染缸、晾布；另附四秒成片与一组序列帧，其中缺一帧。',
    },
    terms: [TECHNIQUE.indigo, TECHNIQUE.batik, ICH.miaoBatik, PLACE.danzhai, PEOPLE.miao],
    drawings: [
      { motif: 'indigo-title', name: 'stills/0001-title', format: 'png' },
      { motif: 'indigo-terraces', name: 'stills/0002-terraces', format: 'png' },
      { motif: 'indigo-vat', name: 'stills/0003-vat', format: 'png' },
      { motif: 'indigo-drying', name: 'stills/0004-drying', format: 'png' },
    ],
    film: 'indigo-dyeing.mp4',
    hasPlates: true,
  },
  {
    identifier: 'DEMO-LP-001',
    ...LIPING,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Dong brocade with spiders and people', zh: '侗锦蜘蛛人形纹' },
    description: {
      en: 'Indigo diamonds on white, a spider in each; people hand in hand where they meet.',
      zh: '白地靛菱，菱中蜘蛛，菱间人形携手。',
    },
    terms: [TECHNIQUE.brocade, MOTIF.diamond, MOTIF.spider, PLACE.liping, PEOPLE.dong, MATERIAL.cotton],
    drawings: [{ motif: 'dong-brocade', name: 'dong-brocade', format: 'tif' }],
    consent: { media: 'TELEVISION,STREAMING,FASHION,PUBLISHING', territory: 'CN', shareBps: 4000 },
    offer: { media: 'TELEVISION,STREAMING', territory: 'CN', price: '800 TCNY' },
  },
  {
    identifier: 'DEMO-LP-002',
    ...LIPING,
    kind: 'COSTUME',
    access: 'LICENSED',
    title: { en: 'Pleated festival skirt, Congjiang', zh: '从江百褶裙' },
    description: {
      en: 'Seventy-two pleats with bands of batik and embroidery: spread out, and as it stands when it is worn.',
      zh: '七十二褶，蜡染与刺绣相间：平展之图，及穿着时的三维模型。',
    },
    terms: [
      TECHNIQUE.pleating,
      TECHNIQUE.batik,
      TECHNIQUE.tieDye,
      PLACE.congjiang,
      PEOPLE.dong,
      MATERIAL.cotton,
    ],
    drawings: [{ motif: 'pleated-skirt', name: 'pleated-skirt', format: 'png' }],
    hasModel: true,
  },
  {
    identifier: 'DEMO-AS-001',
    ...ANSHUN,
    kind: 'PATTERN',
    access: 'OPEN',
    title: { en: 'Face of a bronze drum', zh: '铜鼓鼓面纹' },
    description: {
      en: 'A twelve-rayed sun in rings of teeth, spirals and flying herons, frogs in the corners.',
      zh: '十二芒太阳，环以齿纹、涡纹与翔鹭，四角蛙饰。',
    },
    terms: [TECHNIQUE.batik, MOTIF.bronzeDrum, MOTIF.sun, MOTIF.bird, PLACE.anshun],
    drawings: [{ motif: 'bronze-drum', name: 'bronze-drum', format: 'png' }],
  },
  {
    identifier: 'DEMO-AS-002',
    ...ANSHUN,
    community: 'demo-buyi-villages',
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Buyi fern, repeat', zh: '布依蕨菜纹（连续）' },
    description: {
      en: 'Rows of fiddleheads that face each other between bands of teeth; it repeats without a seam.',
      zh: '蕨芽成对相向，间以齿纹横带，四方连续。',
    },
    terms: [TECHNIQUE.batik, MOTIF.fern, PLACE.zhenning, PEOPLE.buyi, MATERIAL.cotton],
    drawings: [{ motif: 'fern', name: 'buyi-fern-repeat', format: 'tif' }],
    consent: { media: 'ALL', territory: 'WORLD', shareBps: 1500 },
    offer: { media: 'ALL', territory: 'WORLD', price: '300 TCNY' },
  },
  {
    identifier: 'DEMO-AS-003',
    ...ANSHUN,
    kind: 'PATTERN',
    access: 'LICENSED',
    title: { en: 'Cross-stitched flower, Huaxi', zh: '花溪挑花八瓣花' },
    description: {
      en: 'An eight-petaled flower counted thread by thread, in a wreath of small diamonds.',
      zh: '数纱挑花，八瓣大花居中，小菱成环。',
    },
    noCommunityReason:
      'No community of the Huaxi Miao takes part yet; it is not offered until one does. 花溪苗族尚无社区加入；在其加入之前不提供许可。',
    terms: [TECHNIQUE.crossStitch, MOTIF.flower, PLACE.huaxi, PEOPLE.miao, MATERIAL.cotton],
    drawings: [{ motif: 'cross-stitch', name: 'cross-stitch', format: 'png' }],
  },
];
