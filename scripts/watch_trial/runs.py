"""What the runs of scripts/try-watch share. A method whose name does not begin with an underscore, in a class derived from
this one, is a run: its name says what it shows."""

import signal

PROJECT = "77b6a44cba5143ab91d13ab9a8ff44fd"


class Runs:
    def __init__(self, trial):
        self.trial = trial

    def _keys(self):
        return {
            "HUAWEICLOUD_SDK_AK": "AKTRIAL", "HUAWEICLOUD_SDK_SK": "geheim/sk+1", "HUAWEICLOUD_SDK_PROJECT_ID": PROJECT}

    def _stub(self, **options):
        return self.trial.stub(keys="AKTRIAL:geheim/sk+1", **options)

    def _key_files(self):
        """The keys in files, as systemd hands them over; what a `watch.toml` names them."""
        for name, text in (("ak", "AKTRIAL"), ("sk", "geheim/sk+1\n")):
            path = self.trial.folder / name
            path.write_text(text)
            path.chmod(0o600)
        return f'project_id = "{PROJECT}"\naccess_key_file = "ak"\nsecret_key_file = "sk"\n'

    def _configuration(self, text):
        path = self.trial.folder / "watch.toml"
        path.write_text(text)
        path.chmod(0o600)
        return path

    def _stop(self, process, *words):
        """Ends a watch in good order; its summary."""
        process.send_signal(signal.SIGTERM)
        return self.trial.finish(process).expect(0, *words)
