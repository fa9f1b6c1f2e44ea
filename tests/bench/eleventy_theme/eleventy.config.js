import { feedPlugin } from "@11ty/eleventy-plugin-rss";

const newestFirst = (a, b) => b.date - a.date;

// The pages of each group of posts, ten posts a page.
function pagesOf(groups, postsOf) {
  return groups.flatMap((group) => {
    const posts = postsOf(group.data.key);
    const count = Math.max(1, Math.ceil(posts.length / 10));
    return Array.from({ length: count }, (_, number) => ({
      key: group.data.key,
      title: group.data.title,
      number: number + 1,
      count,
      posts: posts.slice(number * 10, number * 10 + 10),
    }));
  });
}

export default function (config) {
  const posts = (api) => api.getFilteredByTag("posts").slice().sort(newestFirst);
  const groups = (api, tag) => api.getFilteredByTag(tag).slice();
  config.addCollection("newest", posts);
  config.addCollection("inOrder", (api) => groups(api, "phase").sort((a, b) => a.data.order - b.data.order));
  config.addCollection("phasePages", (api) => {
    const all = posts(api);
    return pagesOf(groups(api, "phase"), (key) => all.filter((post) => post.data.phase === key));
  });
  config.addCollection("providerPages", (api) => {
    const all = posts(api);
    return pagesOf(groups(api, "provider"), (key) => all.filter((post) => post.data.providers.includes(key)));
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("titleOf", (key, of) => of.find((one) => one.data.key === key).data.title);
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feeds/all.atom.xml",
    collection: { name: "posts", limit: 100 },
    metadata: { language: "en", title: "A knee, part by part", base: "https://knee.example/", author: { name: "A cyclist" } },
  });
  return { dir: { input: "content", output: "output" } };
}
