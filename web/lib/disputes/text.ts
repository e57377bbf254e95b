import { defineText } from '../language/text.ts';

/** Of whoever disputes: a council's desk and an auditor's. */
export const disputesText = defineText({
  en: {
    title: 'Objections',
    lead: 'With an objection you stop every new sale of an object until the matter is settled, whoever sells it.',
    nothing: 'You have not objected to anything',
    nothingWhy:
      'An objection is for what is wrong with an object itself: it is not from where it says, was taken without right, or shows what must not be shown.',
    nothingHow: {
      COMMUNITY:
        'Open an object under “Asking you” or in the catalog and choose “Raise an objection”. If you only do not want it sold, saying no is enough.',
      AUDITOR: 'Open an object in the catalog and choose “Raise an objection”.',
    },
    mayNotAct: 'You may look here. Raising an objection needs an editor or owner of your organization.',
    gone: 'This object does not exist, or not for you.',
    hidden: 'An object that you may no longer see',
    open: 'Open',
    over: 'Over',
    openSince: 'Open since {day}: nothing new is sold',
    overSince: 'Raised on {day}, over now',
    waits:
      'The accreditor decided it. You can object to this object again from {moment}, or earlier if the accreditor allows it.',
    noWords: 'The reason was not written down here.',
    retract: 'Take the objection back',
    retractTitle: 'Take your objection to “{title}” back',
    propose: 'Sign, and ask the others',
    facts: { what: 'What', reason: 'Your reason', then: 'What happens', who: 'Who reads it' },
    retractThen:
      'It may be sold again, where its community consented and nobody else objects. That you objected stays in its history.',
    retractUndo: 'Yes, you can object again.',
    retracted: 'Your objection is taken back.',
    raiseTitle: 'Object to “{title}”',
    raiseLead:
      'Say what is wrong. Your words stay with the object’s history, where everybody who may see the object reads them.',
    reason: 'What is wrong with it',
    reasonHint:
      'In your own words and language, at most 2,000 characters. Name nobody who should not be named.',
    reasonMissing: 'Write at least a few words, so that others understand.',
    look: 'Look at it before you sign',
    raise: 'Raise the objection',
    raiseThen:
      'From this moment on nothing new is sold of it. Licenses that were sold stay. You take it back, or the accreditor decides.',
    raiseWho: 'Everybody who may see the object. The record keeps it for good.',
    raiseUndo: 'You can take it back at any time; the history keeps that it was raised.',
    raised: 'Your objection stands. Nothing new is sold of it.',
    concerns: {
      COMMUNITY: 'Your community, {holder}, and whoever wants to buy.',
      AUDITOR: 'Your organization, {holder}, and whoever wants to buy.',
    },
  },
  zh: {
    title: '异议',
    lead: '提出异议后，在了结之前，无论由谁出售，该件都不会有新的出售。',
    nothing: '您尚未提出异议',
    nothingWhy: '异议针对资产本身的问题：来源不实、取得时未经许可，或展示了不应展示的内容。',
    nothingHow: {
      COMMUNITY: '请在“等您决定”或目录中打开一件资产，选择“提出异议”。如果只是不愿出售，表示不同意即可。',
      AUDITOR: '请在目录中打开一件资产，选择“提出异议”。',
    },
    mayNotAct: '您可以在此查看。提出异议须由贵机构的编辑或所有者进行。',
    gone: '这件资产不存在，或您无权查看。',
    hidden: '您已无权查看的资产',
    open: '未了结',
    over: '已了结',
    openSince: '自 {day} 起未了结，不会有新的出售',
    overSince: '于 {day} 提出，现已了结',
    waits: '认证机构已作裁决。您可自{moment}起再次对这件资产提出异议；经认证机构允许可提前。',
    noWords: '理由没有记录在此。',
    retract: '撤回异议',
    retractTitle: '撤回对《{title}》的异议',
    propose: '签名，并请其他人签名',
    facts: { what: '对象', reason: '您的理由', then: '结果', who: '谁能看到' },
    retractThen: '在其社区已同意且无他人异议的情况下，可以重新出售。曾提出异议一事仍保留在其历史中。',
    retractUndo: '可以，您能再次提出异议。',
    retracted: '异议已撤回。',
    raiseTitle: '对《{title}》提出异议',
    raiseLead: '请说明问题所在。您的话会保留在它的历史中，凡能看到该件的人都能读到。',
    reason: '问题所在',
    reasonHint: '用您自己的话和语言书写，最多 2000 字。请勿提及不宜公开的人。',
    reasonMissing: '请至少写几个字，让别人明白。',
    look: '签署前先看一遍',
    raise: '提出异议',
    raiseThen: '从此刻起不再有新的出售；已售出的许可不变。由您撤回，或由认证方裁定。',
    raiseWho: '凡能看到该件的人。记录将永久保留。',
    raiseUndo: '可以随时撤回；曾提出异议一事仍保留在历史中。',
    raised: '异议已提出，不会有新的出售。',
    concerns: {
      COMMUNITY: '贵社区、{holder}，以及有意购买的一方。',
      AUDITOR: '贵机构、{holder}，以及有意购买的一方。',
    },
  },
});
