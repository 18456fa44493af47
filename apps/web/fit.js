const root = element.querySelector("#PLACE");
window.studio.listen(root, (name, data) => trigger(name === "act" ? "act" : name, data));
const fitted = () => {
  if (!props.value || props.value.html === undefined) return;
  window.studio.fit(root, props.value.html);
  if (props.value.title) document.title = `${props.value.title} · VideoStudio`;
};
watch("value", fitted);
fitted();
