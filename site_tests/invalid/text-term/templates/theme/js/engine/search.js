const WRITTEN = "流名|Stream name";
