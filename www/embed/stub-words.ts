// The few texts that an element needs before its catalogue is there, or where that cannot be loaded at all. Everything else
// is in locales/.

const words = {
  en: { start: 'Start', starting: 'Starting…', failed: 'The explorer could not be loaded.' },
  'zh-Hans': { start: '启动', starting: '正在启动…', failed: '未能加载 pymalloc explorer。' },
} as const;

export function stubWords(language: string): { start: string; starting: string; failed: string } {
  return /^zh\b/i.test(language) ? words['zh-Hans'] : words.en;
}
