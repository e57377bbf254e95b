import { defineText } from '../../../lib/language/text.ts';

export const auditorText = defineText({
  en: {
    desk: 'Auditor’s desk',
    choose: 'You act for several auditors. Choose one.',
    signInTitle: 'This desk belongs to auditors',
    signInWhy: 'Sign in with your key. Then you see the objections of your organization.',
    signIn: 'Sign in',
    none: 'You act for no auditor',
    noneWhy:
      'An auditor checks where assets come from and objects to what is wrong. Its members see this desk. An organization that wants to take part asks for admission.',
    toJoin: 'Ask for admission',
    toDesks: 'To your desk',
    lead: 'Check where objects come from. With an objection you stop every new sale of an object until the matter is settled.',
    tools: 'Check for yourself',
    verify: 'Check a file or a proof',
    verifyWhy: 'In your browser, also offline.',
    record: 'Read the log',
    recordWhy: 'Every statement, with its proof.',
    rules: 'Read the rules',
    rulesWhy: 'What the contracts enforce, and how they stand now.',
  },
  zh: {
    desk: '审计方工作台',
    choose: '您代表多家审计方。请选择一家。',
    signInTitle: '这里是审计方的工作台',
    signInWhy: '请用您的密钥登录，即可看到贵机构提出的异议。',
    signIn: '登录',
    none: '您不代表任何审计方',
    noneWhy:
      '审计方核查资产的来源，并对有问题的资产提出异议。此工作台仅供其成员使用。有意加入的机构可以申请准入。',
    toJoin: '申请准入',
    toDesks: '前往您的工作台',
    lead: '核查资产的来源。提出异议后，在了结之前，该件不会有新的出售。',
    tools: '自行核查',
    verify: '核验文件或证明',
    verifyWhy: '在您的浏览器中进行，离线也可。',
    record: '查阅日志',
    recordWhy: '每一项声明及其证明。',
    rules: '查阅规则',
    rulesWhy: '合约强制执行的内容，以及目前的状态。',
  },
});
