// Find a comment that a link from before names here, and that stands on another page of its thread by now.
{
  const find = async () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const { places } = document.getElementById("comments")?.dataset ?? {};
    if (!places || !id.startsWith("comment-") || document.getElementById(id)) return;
    const pages = Object.entries(await (await fetch(places)).json());
    const [page] = pages.find(([, ids]) => ids.includes(id)) ?? [];
    if (page) location.replace(`${page}#${id}`);
  };
  find();
  addEventListener("hashchange", find);
}
