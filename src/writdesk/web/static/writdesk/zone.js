// Tells the desk the browser's time zone, so that the next page is written in it; without this it is UTC.
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  const wanted = `writdesk-zone=${zone}`;
  if (/^[A-Za-z0-9_+\/-]+$/.test(zone) && !document.cookie.split("; ").includes(wanted)) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${wanted}; path=/; max-age=31536000; samesite=lax${secure}`;
  }
}
