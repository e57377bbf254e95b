import { defineText } from '../language/text.ts';

/** Ways of use, in groups, each explained. */
export const mediaGroupsText = defineText({
  en: {
    groups: {
      screen: 'On screen',
      interactive: 'Interactive',
      print: 'Advertising and print',
      goods: 'Goods and places',
      learning: 'Learning and research',
      ai: 'Training of AI',
    },
    mediaHints: {
      THEATRICAL: 'Films shown in cinemas and at festivals',
      TELEVISION: 'Broadcast, cable and satellite',
      STREAMING: 'Films and series on video platforms',
      SHORT_VIDEO: 'Clips on social networks and short-video apps',
      MUSIC_STAGE: 'Concerts, theater, dance, music videos',
      GAME: 'Characters, costumes and worlds in games',
      IMMERSIVE: 'Virtual and augmented reality',
      SOFTWARE: 'Interfaces, themes, apps',
      ADVERTISING: 'Campaigns, trailers and posters',
      PUBLISHING: 'Books, magazines, catalogs, on paper or as e-books',
      MERCHANDISE: 'Goods that are sold, such as toys and stationery',
      FASHION: 'Clothes and accessories that are sold',
      EXHIBITION: 'Museums, galleries, fairs, theme parks',
      EDUCATION: 'Teaching and its materials',
      RESEARCH: 'Study and scholarly publication',
      AI_TRAINING:
        'Use as data from which models learn. It is never part of “all media”; communities consent to it separately.',
    },
  },
  zh: {
    groups: {
      screen: '影视与舞台',
      interactive: '互动媒体',
      print: '广告与出版',
      goods: '商品与场所',
      learning: '教育与研究',
      ai: '人工智能训练',
    },
    mediaHints: {
      THEATRICAL: '在影院和电影节放映的影片',
      TELEVISION: '无线、有线及卫星播出',
      STREAMING: '视频平台上的影片与剧集',
      SHORT_VIDEO: '社交网络与短视频应用中的片段',
      MUSIC_STAGE: '音乐会、戏剧、舞蹈、音乐视频',
      GAME: '游戏中的角色、服饰与场景',
      IMMERSIVE: '虚拟现实与增强现实',
      SOFTWARE: '界面、主题与应用程序',
      ADVERTISING: '宣传活动、预告片与海报',
      PUBLISHING: '纸质或电子的图书、杂志、图录',
      MERCHANDISE: '用于销售的商品，如玩具、文具',
      FASHION: '用于销售的服装与配饰',
      EXHIBITION: '博物馆、画廊、展会、主题公园',
      EDUCATION: '教学及教材',
      RESEARCH: '学术研究与发表',
      AI_TRAINING: '作为模型学习的数据。它从不包含在“全部用途”之中，须由社区另行同意。',
    },
  },
});
