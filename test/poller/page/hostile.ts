// Texts that break out of HTML, attributes, JSON, scripts or event streams where somebody forgot to escape.

export const hostileTexts = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '--><svg onload=alert(1)>',
  '</textarea></select></option><iframe src=//evil.example>',
  'javascript:alert(1)',
  'a\n\nevent: reset\ndata: {}\n\n',
  'a\r\ndata: evil',
  '\u2028data: evil\u2029',
  '\u202egnp.exe\u202c',
  '&lt;b&gt;',
  '${7*7}{{7*7}}',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  'x'.repeat(5000),
];
