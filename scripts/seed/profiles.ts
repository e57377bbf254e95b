import type { ProfileInput } from '@lanran/sdk/organizations/profile';
import type { DemoSlug } from './organizations.ts';

/** Numbers that nobody has: 555 01xx. */
function contactOf(slug: DemoSlug, office: string, telephone: string): ProfileInput {
  return {
    contact: { name: office, email: `${slug}@example.org`, telephone },
    website: `https://${slug}.example.org/`,
  };
}

function accountOf(name: string, number: string): ProfileInput {
  return {
    bankDetails: `${name}\nBank of Examples (demo), Guiyang\nAccount 0000 0000 0000 ${number}\nNo money can be sent here: this is a demonstration.`,
  };
}

/** What the demo's organizations say of themselves; invented, as they are. */
export const DEMO_PROFILES: Readonly<Record<DemoSlug, ProfileInput>> = {
  'demo-heritage-accreditation': contactOf(
    'demo-heritage-accreditation',
    'Admissions · 认证受理处',
    '+86 851 555 0100',
  ),
  'demo-qingshui-museum': {
    ...contactOf('demo-qingshui-museum', 'Rights and reproductions · 版权与复制部', '+86 855 555 0101'),
    ...accountOf('Qingshui River Textile Museum (demo)', '0101'),
    welcome: {
      en: 'Films and exhibitions about dyeing and weaving, with the credit line in the titles.',
      zh: '欢迎以织染为题材、并在片头或片尾署名的影片与展览。',
    },
    never: {
      en: 'Our name or logo as a sponsor of a product.',
      zh: '不得以本馆名称或标志为商品背书。',
    },
    answersWithinDays: 10,
  },
  'demo-liping-culture-center': {
    ...contactOf('demo-liping-culture-center', 'Collections office · 藏品部', '+86 855 555 0102'),
    ...accountOf('Liping Dong Culture Center (demo)', '0102'),
    welcome: {
      en: 'Documentaries and school films on Dong building and song.',
      zh: '欢迎以侗族建筑与歌唱为题材的纪录片和教学片。',
    },
    never: { en: 'Advertising for tobacco or alcohol.', zh: '不得用于烟酒广告。' },
    answersWithinDays: 14,
  },
  'demo-anshun-archive': {
    ...contactOf('demo-anshun-archive', 'Reading room · 阅览室', '+86 851 555 0103'),
    ...accountOf('Anshun Pattern Archive (demo)', '0103'),
    welcome: {
      en: 'Research, teaching and films that name the village a pattern is from.',
      zh: '欢迎注明纹样所出村寨的研究、教学与影片。',
    },
    never: {
      en: 'Patterns of ritual cloth on goods for sale.',
      zh: '仪式用布的纹样不得用于出售的商品。',
    },
    answersWithinDays: 7,
  },
  'demo-miao-villages': {
    ...contactOf('demo-miao-villages', 'Office of the council · 议事会办公室', '+86 855 555 0104'),
    ...accountOf('Miao villages of the Qingshui River (demo)', '0104'),
    welcome: {
      en: 'Films that show our festivals as they are held, and name our villages.',
      zh: '欢迎如实呈现我们节日、并注明村寨名称的影片。',
    },
    never: {
      en: 'Butterfly Mother as a figure of fun, and clothes of the dead.',
      zh: '不得戏谑蝴蝶妈妈，不得使用逝者的衣物。',
    },
    answersWithinDays: 21,
  },
  'demo-dong-villages': {
    ...contactOf('demo-dong-villages', 'Office of the council · 议事会办公室', '+86 855 555 0105'),
    ...accountOf('Dong villages of Liping (demo)', '0105'),
    welcome: {
      en: 'Music and films made together with our singers.',
      zh: '欢迎与我们的歌师共同制作的音乐与影片。',
    },
    never: {
      en: 'Songs of mourning, and drum towers as a place of crime.',
      zh: '不得使用丧歌，不得把鼓楼作为犯罪场景。',
    },
    answersWithinDays: 30,
  },
  'demo-buyi-villages': {
    ...contactOf('demo-buyi-villages', 'Office of the council · 议事会办公室', '+86 851 555 0106'),
    ...accountOf('Buyi villages of Zhenning (demo)', '0106'),
    welcome: {
      en: 'Batik shown with the hands that make it.',
      zh: '欢迎连同制作者之手一起呈现的蜡染。',
    },
    never: { en: 'Training of image generators.', zh: '不得用于训练图像生成模型。' },
    answersWithinDays: 21,
  },
  'demo-wuyang-films': contactOf(
    'demo-wuyang-films',
    'Clearance department · 版权清算部',
    '+86 851 555 0107',
  ),
  'demo-highland-animation': contactOf(
    'demo-highland-animation',
    'Production office · 制片办公室',
    '+86 851 555 0108',
  ),
  'demo-provenance-audit': contactOf('demo-provenance-audit', 'Front desk · 前台', '+86 851 555 0109'),
};
