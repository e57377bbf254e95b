import { defineText } from '../language/text.ts';

export const wayInText = defineText({
  en: {
    nothingNobody:
      'This platform is new, and nobody decides yet who takes part. Whoever started it has a one-time link for the accreditor, who then admits institutions, communities and studios.',
    nothingJoin: 'Whoever wants to publish, consent or license asks to be admitted by the accreditor.',
    nothingAccreditor: 'Who decides: the accreditor, <who></who>.',
    join: 'Ask for admission',
    signIn: 'Sign in',
    toAdmissions: 'To admissions',
  },
  zh: {
    nothingNobody:
      '本平台刚刚启动，尚未指定由谁决定参与者。启动平台的人持有一次性链接，应将其交给认证机构，由认证机构接纳收藏机构、社区和制片方。',
    nothingJoin: '希望发布、表示同意或取得许可的，须申请由认证机构接纳。',
    nothingAccreditor: '由认证机构决定：<who></who>。',
    join: '申请加入',
    signIn: '登录',
    toAdmissions: '前往接纳页面',
  },
});
