// For a page that has frames with embed.html: each becomes as high as what is in it.
addEventListener('message', ({ source, data }) => {
  if (data?.type !== 'pymalloc-explorer-height') return;
  for (const frame of document.querySelectorAll('iframe')) {
    if (frame.contentWindow === source) frame.style.height = `${data.height}px`;
  }
});
