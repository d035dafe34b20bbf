import ops


class Nothing(ops.CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        framework.observe(self.on.update_status, self._on_update_status)

    def _on_update_status(self, event):
        pass


if __name__ == "__main__":
    ops.main(Nothing)
