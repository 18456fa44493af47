const root = document.createElement("div");
root.id = "told";
document.body.append(root);
watch("value", () => window.studio.answered(root, props.value));
